/** Words in lower case, as the rules of this folder tell them apart; what the library knows besides is in `lexicon.ts`. */
function words(list: string): ReadonlySet<string> {
	return new Set(list.trim().split(/\s+/u));
}

/** What somebody is or does. */
export const ROLES = words(`
	striker midfielder defender winger keeper goalkeeper skipper captain coach manager boss player star
	ace fly-half scrum-half full-back prop lock hooker flanker centre forward batsman bowler all-rounder
	sprinter runner jumper swimmer athlete cyclist boxer golfer champion number-one actor actress singer
	rapper guitarist drummer bassist frontman songwriter musician composer conductor director producer
	presenter host comedian comic author novelist writer poet playwright screenwriter artist painter
	sculptor photographer designer architect dancer broadcaster celebrity model diva journalist reporter
	correspondent editor columnist critic blogger publisher president vice-president premier chancellor
	minister secretary undersecretary commissioner ambassador mayor governor senator congressman
	congresswoman lawmaker legislator mp mep msp am peer councillor leader co-leader whip speaker
	candidate politician diplomat envoy monarch chairman chairwoman chair chairperson executive ceo cfo
	cto coo head chief founder co-founder owner partner director-general secretary-general treasurer
	trustee adviser advisor consultant strategist economist analyst trader investor banker broker dealer
	entrepreneur businessman businesswoman tycoon magnate mogul billionaire millionaire lawyer solicitor
	barrister attorney prosecutor judge coroner magistrate detective officer constable inspector
	superintendent sergeant general colonel commander admiral soldier scientist researcher professor
	lecturer academic historian psychologist biologist physicist engineer developer programmer teacher
	headteacher doctor surgeon nurse gp psychiatrist expert specialist bishop archbishop cardinal pope
	priest vicar rabbi imam cleric clergyman spokesman spokeswoman spokesperson official aide campaigner
	activist organiser organizer co-ordinator coordinator resident farmer driver pilot fisherman
	shopkeeper worker student pupil teenager pensioner father mother brother sister son daughter wife
	husband widow uncle aunt father-in-law mother-in-law boyfriend girlfriend fiancee fiance friend
	colleague team-mate teammate veteran legend hero youngster rival compatriot promoter agent curator
	pundit librarian chef principal dean vice-chairman vice-chancellor governor-general attorney-general tory
	democrat republican liberal conservative frontbencher backbencher referee umpire
`);

/** First names that stand for a place, a club, a brand or a common word as often. */
export const NOT_FIRST_NAMES = words(`
	chelsea sydney jordan israel paris florence georgia carolina virginia kenya india china asia america
	charlton preston everton lancaster austin houston dallas denver madison jackson lincoln washington
	christian royal prince major duke earl king mercedes lexus april may june august summer will grant
	sun star genesis trinity faith hope grace art rose angel page sky
`);

/** First names of men and of women. */
export const EITHER_GENDER = words(`
	alex chris sam pat kim lee leslie lesley jamie terry robin jean kelly nicky jo ali andrea casey
	charlie dana gabriel jackie jan kerry kit lindsay marion morgan ashley mel nikita sasha shannon
	stacy tracy val vivian jesse joey jody dominique claude michel simone nicola toni tony ronnie billie
	bobbie frances francis dale drew evelyn hilary joyce kay laurie lyn maria noel rene sandy shirley
	sydney taylor tyler cameron dylan harper logan marlon
`);

/** Titles before a name, of men. */
export const MALE_TITLES = words(`
	mr mr. mister sir lord prince king monsieur father herr brother fr pope don sheikh
`);

/** Titles before a name, of women. */
export const FEMALE_TITLES = words(`
	mrs mrs. ms ms. miss lady dame baroness princess queen madame mme mme. sister countess duchess
`);

/** Titles before a name, of either. */
export const OTHER_TITLES = words(`
	dr dr. prof prof. professor doctor rev rev. reverend rt hon hon. sen sen. rep rep. gov gov. gen gen.
	lt lt. col col. sgt sgt. capt capt. cpl maj maj. adm pte pc dc dci supt insp ds justice senator
	president chancellor premier governor mayor judge captain colonel general sergeant major admiral
	commander lieutenant inspector superintendent bishop archbishop cardinal rabbi imam canon ayatollah
	congressman congresswoman councillor cllr representative emperor messrs
`);

/** Titles without which it would be nobody's name: “Prince Charles”. */
export const KEPT_TITLES = words(`
	prince princess king queen pope sheikh emperor
`);

/** Capitalised in front of a full name, as a title or to begin a sentence, but no part of it. */
export const INTRODUCING = words(`
	former ex-chancellor prime minister secretary shadow deputy vice first chief
	executive commissioner general chairman chairwoman director editor spokesman spokeswoman mp mep msp
	am tory labour conservative liberal democrat republican lib dem lead senior president-elect acting
	striker winger defender midfielder goalkeeper skipper coach manager boss star singer actor actress
	rapper comedian author novelist artist analyst economist lawyer attorney champion rival team-mate
	swede briton scot dane welshman
	englishman irishman frenchman dutchman scotsman englishwoman frenchwoman injured veteran ambassador speaker leader officer head father-in-law counsel
`);

/** After a name. */
export const POST_NOMINALS = words(`
	mp mep msp am qc kc obe cbe mbe ceo phd ph.d md
`);

/** In the middle of a name, without a capital letter. */
export const PARTICLES = words(`
	de van der den von bin al la le du da dos di del della el ten ter bint y ibn zu af av
`);

/** The last word of the name of an organisation, a place or an event. */
export const ORGANISATIONS = words(`
	inc inc. ltd ltd. plc corp corp. co co. llc ag sa group bank company corporation holdings university
	college school institute institution council committee commission agency authority association
	federation union party club society foundation trust fund ministry department office bureau board
	court parliament congress senate assembly executive service services police force army navy guard
	news times post herald tribune guardian journal telegraph independent mirror sun magazine gazette
	review press radio television tv channel network studios pictures records music entertainment media
	films software systems technologies technology electronics communications telecom mobile motors
	airlines airways air energy oil gas petroleum steel insurance financial capital securities
	investments partners associates brothers bros bros. sachs stanley lynch hotels stores supermarkets
	united city rovers wanderers athletic town albion hotspur villa county rangers celtic forest orient
	palace wednesday athletics fc rfc afc league organisation organization alliance coalition campaign
	centre center hospital museum gallery theatre library church cathedral house street road park
	stadium square airport arena hall bridge lane cup open trophy championship festival awards award
	prize nations commons lords state states kingdom republic islands island airlines ventures labs research international
	tories tory democrats conservatives republicans lib dems administration cabinet treasury government
	opposition aid watch online europe america africa asia pacific sport sports one week today tonight
	show
`);

/** Capitalised only because they begin a sentence. */
export const FUNCTION_WORDS = words(`
	the a an this that these those there it its he she they we you i his her their our my your and but
	or nor so yet if when while as at by for from in into of off on onto over to under up with without
	after before since until during despite although though because however meanwhile also then thus
	instead still even just only not no some any many most few several all both each every either
	neither another other others one two three four five six seven eight nine ten what which who whom
	whose why how where whether is are was were be been being do does did has have had will would can
	could may might must should shall such more less much earlier later last next now today yesterday
	tomorrow tonight nobody everybody everyone someone anyone nothing something everything people
	critics here again asked speaking writing responding replying commenting talking adding according
	about across against among between amid back perhaps maybe indeed nevertheless nonetheless moreover
	furthermore besides otherwise first second third once twice together like unlike through throughout
	within given following ahead left out too very well yes
`);

/** Never the beginning of a name, wherever they stand. */
export const NEVER_NAMES = words(`
	i he she it they we you and but or of in on at to by as if the a an this that for from with so who
	which
`);

/** They begin a noun phrase. */
export const DETERMINERS = words(`
	the a an this that these those his her its their our my your one some any no every each another both
	two three four five six seven several many most few all more other
`);

/** They stand before a noun phrase. */
export const PREPOSITIONS = words(`
	of for from at in on to by with about against among around between behind beside beyond despite
	during inside into like near off onto outside over per through towards toward under unlike upon
	within without via amid following including across
`);

/** No noun phrase goes on with them. */
export const BREAKS = words(`
	down up out back away off ahead
	and or but nor yet so who which whom whose if whether when while where why how because although
	though as since after before until than then not also however today yesterday tomorrow tonight
	earlier later now just only even is are was were be been being am has have had will would can could
	may might must should did does do there here too again once still already never ever says
`);

/** What is said to say something, though it is no person, and what stands before a role: “Microsoft *officials*”, “an IMF *report*”, “its *chief* economist”. */
export const SOURCES = words(`
	report statement study survey research document poll figures lawsuit letter memo website filing
	sources source firm group company giant team side club government ministers authorities police
	newspaper magazine paper agency army military leaders mps bosses chiefs fans staff supporters shares
	lawyers party court chief vice deputy general assistant senior junior former prime foreign finance
	defence defense health press media marketing product technology technical managing creative
	executive communications security political financial economic legal sales research finance human
	rights trade union police youth women's men's world olympic european awards
`);

/** A name goes on after them with “of” or “for”: “*Institute* for Fiscal Studies”. */
export const BODIES = words(`
	institute institution centre center bank university universities college school department ministry
	office bureau council commission committee association federation society union confederation
	organisation organization campaign agency authority court house board chamber academy church friends
	league guild coalition alliance foundation fund faculty museum republic kingdom parliament movement
	party front network forum citizens reporters doctors journal
`);

/** What an article calls somebody that it has named before: “the striker”. */
export const PUBLIC_ROLES = words(`
	star striker midfielder defender winger goalkeeper skipper captain champion sprinter athlete player
	boxer golfer batsman bowler singer actor actress rapper musician director author novelist writer veteran
	politician leader boss coach manager
`);

/** Forms of the past that the library does not tag so. */
export const PAST_FORMS = words(`
	rose led fell met saw took gave came went made got kept held lost won sent spent stood understood found felt
	brought bought fought thought caught taught sold paid laid ran began sang swam drew grew knew threw flew
	wore bore tore swore chose froze spoke broke woke drove rode wrote hid bit ate beat became forgot hung struck
	stuck dug built lent bent sat meant dealt slept swept crept wept showed
`);
