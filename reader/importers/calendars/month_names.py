"""Lists the names of months as dates in many languages write them."""

_NAMES = {
    1: "一月 january januar janvier enero gennaio janeiro januari jan janv ene gen января январь ocak "
    "stycznia leden ledna január januára tammikuu tammikuuta ianuarie يناير січня ιανουαρίου "
    "gener janúar jaanuar janvāris sausio januarja siječnja јануар януари янв ינואר בינואר "
    "जनवरी জানুয়ারি มกราคม ژانویه oca جنوری جانفي sty",
    2: "二月 february februar février fevrier febrero febbraio fevereiro februari feb févr fev "
    "февраля февраль şubat lutego února február helmikuu helmikuuta februarie فبراير شباط "
    "лютого φεβρουαρίου febrer febrúar veebruar februāris vasario februarja februára veljače "
    "фебруар февруари февр פברואר בפברואר फरवरी फ़रवरी ফেব্রুয়ারি กุมภาพันธ์ فوریه şub فروری "
    "فيفري lut",
    3: "三月 march märz maerz mars marzo março maart mar mär марта март mart marca března března "
    "március maaliskuu maaliskuuta martie مارس آذار березня μαρτίου marts maret març märts "
    "kovo ožujka мар מרץ במרץ मार्च মার্চ มีนาคม mrt mrz مارچ",
    4: "四月 april avril abril aprile apr avr abr апреля апрель nisan kwietnia dubna április huhtikuu "
    "huhtikuuta aprilie أبريل ابريل إبريل نيسان квітня απριλίου apríl aprill aprīlis "
    "balandžio aprila apríla travnja април апр אפריל באפריל अप्रैल এপ্রিল เมษายน آوریل اپریل "
    "أفريل kwi",
    5: "五月 may mai mayo maggio maio mei mag maj мая май mayıs maja května május toukokuu toukokuuta "
    "مايو أيار травня μαΐου μαίου maig maí maijs gegužės mája svibnja мај מאי במאי मई মে "
    "พฤษภาคม مه مئی ماي",
    6: "六月 june juni juin junio giugno junho jun giu июня июнь haziran czerwca června június "
    "kesäkuu kesäkuuta iunie يونيو حزيران червня ιουνίου juny júní juuni jūnijs birželio "
    "junija júna lipnja јун юни июн יוני ביוני जून জুন มิถุนายน ژوئن haz جون جوان cze",
    7: "七月 july juli juillet julio luglio julho jul juil lug июля июль temmuz lipca července július "
    "heinäkuu heinäkuuta iulie يوليو تموز липня ιουλίου juliol júlí juuli jūlijs liepos "
    "julija júla srpnja јул юли июл יולי ביולי जुलाई জুলাই กรกฎาคม ژوئیه tem جولائی جويلية "
    "lip",
    8: "八月 august août aout agosto augustus augusti aug ago августа август ağustos sierpnia srpna "
    "augusztus elokuu elokuuta أغسطس اغسطس серпня αυγούστου agustus agost ágúst augusts "
    "rugpjūčio avgusta augusta kolovoza avgust авг אוגוסט באוגוסט अगस्त আগস্ট สิงหาคม اوت ağu "
    "اگست أوت ogos sie",
    9: "九月 september septembre septiembre settembre setembro sept sep set сентября сентябрь eylül "
    "września září szeptember syyskuu syyskuuta septembrie سبتمبر أيلول вересня σεπτεμβρίου "
    "setembre septembris rugsėjo septembra rujna septembar септембар септември сент ספטמבר "
    "בספטמבר सितंबर सितम्बर সেপ্টেম্বর กันยายน سپتامبر eyl ستمبر wrz",
    10: "十月 october oktober octobre octubre ottobre outubro oct okt ott out октября октябрь ekim "
    "października října október lokakuu lokakuuta octombrie أكتوبر اكتوبر жовтня οκτωβρίου "
    "oktoober oktobris spalio oktobra októbra oktobar октобар октомври окт אוקטובר באוקטובר "
    "अक्टूबर अक्तूबर অক্টোবর ตุลาคม اکتبر eki اکتوبر paź",
    11: "十一月 november novembre noviembre novembro nov listopada listopadu ноября ноябрь kasım "
    "marraskuu marraskuuta noiembrie نوفمبر листопада νοεμβρίου nóvember novembris lapkričio "
    "novembra studenoga novembar новембар ноември нояб נובמבר בנובמבר नवंबर नवम्बर নভেম্বর "
    "พฤศจิกายน نوامبر kas نومبر lis",
    12: "十二月 december dezember décembre decembre diciembre dicembre dezembro dec dez déc dic декабря "
    "декабрь aralık grudnia prosince joulukuu joulukuuta decembrie ديسمبر грудня δεκεμβρίου "
    "desember desembre detsember decembris gruodžio decembra prosinca decembar децембар "
    "декември дек דצמבר בדצמבר दिसंबर दिसम्बर ডিসেম্বর ธันวาคม دسامبر دسمبر disember gru",
}
MONTHS = {name.casefold(): month for month, names in _NAMES.items() for name in names.split()}
