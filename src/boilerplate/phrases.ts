// What stands around an article on a page is short; a longer line is a paragraph that begins alike.
const MAX_CHARACTERS = 200;
const MAX_WORDS = 30;

/** Lines that lead away from the article: what follows the words is a headline, or a list of them. */
const ELSEWHERE =
	/^(?:read|also read|read also|read more|read next|see also|see more|watch|watch also|listen|more|related|related (?:article|story|news|coverage)|in pictures|in other news|don['’]t miss|recommended|editor['’]s picks?|up next|next article|previous article|next post|previous post|next|previous|tags?|topics|filed under|categor(?:y|ies)|source link|image|photo|photo credit|image credit|picture|file photo|getty images?|subscribe)\s?[:|»›>]\s?\S/iu;

/** Headings of such lists, and whole lines that a page's frame is made of. */
const FRAME =
	/^(?:related (?:posts?|articles?|stories|news|topics|coverage|content|links|reading|videos?|tags)|more (?:stories|news|from|on this story|on this topic|like this|to explore)(?: .{0,40})?|(?:you )?(?:may|might) also (?:like|be interested in)|recommended(?: for you| stories| reading)?|most (?:read|popular|viewed|shared|watched)|trending(?: now| stories| topics)?|(?:latest|top|featured|popular) (?:news|stories|posts|articles|headlines|videos)|editor['’]s picks?|read (?:more|next|also|the full (?:story|article))|continue reading|keep reading|see also|also read|in this (?:article|story)|table of contents|advertisement|advertisements|advert|sponsored(?: content| links)?|promoted(?: content| stories)?|paid content|ad feedback|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?|scroll (?:down )?to continue(?: reading)?|skip (?:to (?:main )?content|advertisement|ad|past .{0,60})|back to top|load more|show more|view all|see all|see comments|view comments|(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|discussion)|\d* ?comments?(?: \(\d+\))?|no comments(?: yet)?|print(?: this)?(?: (?:article|page|story))?|e-?mail(?: this)?(?: (?:article|page|story))?|copy link|save(?: for later| article)?|bookmark(?: this)?|share|shares|log ?in|sign ?in|register|sign ?up|subscribe|subscribe now|menu|search|home|image (?:source|caption|copyright).{0,80}|video caption.{0,80}|media caption.{0,80}|close|loading\W*|this video (?:can ?not|could not) be played.{0,60}|your browser does not support .{0,60}|listen to this article|play audio|enlarge(?: image)?)[.:!…»›>]*$/iu;

/** What a page asks of its readers, or says of itself. */
const ASKS =
	/^(?:follow (?:us|me|our|@?\w{2,30}) (?:on|at|in|for)\b|like us on\b|find us on\b|join (?:us|our) (?:on|\w+ (?:channel|group|newsletter|community))|(?:share|tweet|pin|post) (?:this|on|via|to)\b(?! (?:week|month|year|morning))|(?:click|tap) (?:here|to)\b|(?:please )?(?:subscribe|sign up|register|log in) (?:to|for|here|now|with)\b|(?:download|get|install) (?:our|the) (?:free )?(?:\w+ )?app\b|get (?:the latest|breaking|our|all the latest|more) .{0,60}(?:newsletter|inbox|e-?mail|updates|alerts)|(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking)).{0,80}\bcookies?\b|(?:accept|reject|manage)(?: all)? cookies\b|(?:cookie|privacy) (?:policy|settings|notice|preferences)|terms (?:of (?:use|service)|and conditions)\b|all rights reserved\b|(?:copyright|©|\(c\))\s?(?:©|\(c\))?\s?(?:19|20)\d\d|this (?:article|story|content) (?:was originally|first) (?:appeared|published)|the post .{0,150} (?:appeared|first appeared) (?:first )?on\b|(?:for|to get) (?:more|the latest) (?:news|updates|stories)\b|stay (?:up to date|updated|informed|tuned)\b|don['’]t forget to\b|(?:support|donate to) (?:us|our)\b|(?:this (?:article|story)|story) (?:has been|was) (?:published|auto-?generated|syndicated)\b|with inputs? from\b|\(with (?:agency )?inputs?\b)/iu;

const SHARE_WORDS: ReadonlySet<string> = new Set(
	(
		"share tweet pin post save print email e-mail mail facebook twitter x whatsapp telegram linkedin reddit pinterest " +
		"instagram youtube tiktok messenger viber tumblr flipboard bluesky threads mastodon sms copy link url comment " +
		"comments follow us on via this article story more and google news"
	).split(" "),
);
const MIN_SHARE_WORDS = 2;

/**
 * Whether a line belongs to the page around an article and not to the article: it points elsewhere, asks for a
 * click, or is a label.
 */
export function isPageFrame(line: string): boolean {
	if (line.length > MAX_CHARACTERS) return false;
	const words = line.split(/\s+/u);
	if (words.length > MAX_WORDS) return false;
	return (
		FRAME.test(line) ||
		ELSEWHERE.test(line) ||
		ASKS.test(line) ||
		isShareBar(line) ||
		isCrumbs(line)
	);
}

/** Whether a line heads a list of links to other articles. */
export function headsLinks(line: string): boolean {
	return /^(?:related|more (?:stories|news|from|on)|recommended|you (?:may|might) also|most (?:read|popular|viewed)|trending|(?:latest|top|popular) (?:news|stories|posts)|see also|read (?:more|next|also)|editor['’]s picks?)\b/iu.test(
		line,
	);
}

/** “Share Facebook Twitter WhatsApp”: nothing but names of networks and what is done with them. */
function isShareBar(line: string): boolean {
	const words = line.toLowerCase().match(/[\p{L}-]+/gu) ?? [];
	return (
		words.length >= MIN_SHARE_WORDS &&
		words.every((word) => SHARE_WORDS.has(word)) &&
		words.some((word) =>
			/^(?:facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|e-?mail|print)$/u.test(
				word,
			),
		)
	);
}

/** “Home › World › Europe”. */
function isCrumbs(line: string): boolean {
	return /^home(?:\s*[›»>/|→]\s*[^›»>/|→]{1,60}){1,6}$/iu.test(line);
}
