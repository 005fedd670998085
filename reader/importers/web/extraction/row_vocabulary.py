"""Lists, as regular expressions, what rows of a page say in languages besides English."""

CALLS = (  # to share, to print, to save; and what is over advertisements
    r"(?:go )?back(?: to (?:the )?(?:top|home|homepage|start|index|list|overview|blog|news|main page))?|"
    r"zurück(?: (?:zur?|nach) \w+)?|nach oben|retour(?: (?:à|au|en|vers) .{2,20})?|haut de page|volver(?: (?:a|al|atrás|arriba)\b.{0,20})?|"
    r"torna (?:su|indietro|alla home)|terug(?: naar .{2,20})?|наверх|назад|ページトップへ|返回(?:顶部|首页)?|"
    r"gefällt mir|j['’]aime(?: ça)?|(?:me gusta|compart[ae]|compártelo)(?: esto)?|mi piace(?: questo)?|curtir(?: isso)?|vind ik leuk|"
    r"(?:teilen|partager|condividi|delen|udostępnij|поделитесь) (?:mit|sur|su|op|na|в|с)|оцените(?: (?:статью|материал))?|"
    r"(?:artikel |beitrag |seite )?(?:teilen|drucken|merken|versenden|vorlesen|kommentieren)|zur merkliste|link kopieren|anzeige|werbung|"
    r"(?:partager|imprimer|envoyer|enregistrer|commenter)(?: (?:cet |l['’])article)?|copier le lien|réagir|publicité|"
    r"(?:compartir|imprimir|enviar|guardar|comentar)(?: (?:este|el) artículo)?|copiar (?:enlace|link)|publicidad|"
    r"(?:condividi|stampa|invia|salva|commenta)(?: (?:questo |l['’])articolo)?|copia link|pubblicità|"
    r"(?:compartilhar?|compartilhe|partilhar|salvar)(?: (?:est[ae]|[ao]) (?:notícia|artigo|matéria))?|publicidade|"
    r"delen|deel (?:dit artikel|via)|afdrukken|printen|mailen|reageren|advertentie|"
    r"поделиться(?: (?:статьёй|новостью))?|распечатать|печать|сохранить|отправить|реклама|поділитися|надрукувати|"
    r"(?:udostępnij|drukuj|wyślij|zapisz|skomentuj)(?: artykuł)?|reklama|sdílet|vytisknout|tisk|"
    r"dela(?: artikeln)?|skriv ut|spara|annons|del artik(?:el|len)|udskriv|annonce|annonse|jaa(?: artikkeli)?|tulosta|mainos|"
    r"(?:bu )?(?:haberi )?paylaş|yazdır|kaydet|reklam|κοινοποίηση|μοιραστείτε|εκτύπωση|διαφήμιση|megosztás|nyomtatás|hirdetés|"
    r"distribuie|printează|publicitate|bagikan(?: artikel ini)?|cetak|iklan|chia sẻ|quảng cáo|"
    r"(?:この記事を)?シェア(?:する)?|ツイート|印刷(?:する)?|共有|広告|スポンサーリンク|分享(?:到)?|打印|列印|收藏|转发|广告|廣告|微博|微信|朋友圈|"
    r"공유(?:하기)?|인쇄(?:하기)?|스크랩|광고|شارك(?: (?:المقال|الخبر))?|مشاركة|طباعة|إعلان|تغريد|"
    r"اشتراک[\s\u200c]?گذاری|چاپ|تبلیغات|שתפו|שיתוף|הדפסה|פרסומת|शेयर(?: करें)?|प्रिंट|विज्ञापन"
)
TAGS = (  # of an article, in a row of their own
    r"(?:schlagw(?:ö|o)rter|schlagworte|mots-clés|etiquetas|palavras-chave|trefwoorden|emneord|avainsanat|klíčová slova|"
    r"теги|метки|ключевые слова|tagi|etiketler|タグ|标签|標籤|태그|الوسوم|برچسب‌ها)\s*[:：]"
)
MORE = (  # before links to other articles, or to their topics
    r"(?:lea|lee|leer|vea|ver) (?:también|más)|te puede interesar|(?:leia|veja) (?:também|mais)|(?:leggi|guarda) anche|"
    r"lees (?:ook|meer)|(?:читайте|смотрите) (?:также|ещ[её])|по теме|читайте також|(?:czytaj|zobacz) (?:też|także|również|więcej)|"
    r"čtěte (?:také|více)|läs (?:också|även|mer)|læs også|les også|lue myös|ilgili (?:haber|içerik)ler|"
    r"διαβάστε (?:επίσης|ακόμη)|kapcsolódó cikkek|olvassa el|cite[sșş]te [sșş]i|baca juga|(?:xem|đọc) thêm|"
    r"関連記事|あわせて読みたい|相[关關](?:阅读|閱讀|新闻|新聞|文章|报道|報導)|(?:延伸|推荐)(?:阅读|閱讀)|관련 ?(?:기사|뉴스|글)|"
    r"(?:اقرأ|شاهد) (?:أيض|ايض)\w*|مواضيع ذات صلة|بیشتر بخوانید|مطالب مرتبط|קראו (?:גם|עוד)|כתבות נוספות|(?:यह|ये) भी पढ़ें|"
    rf"{TAGS}"
)
OFFERS = (  # of other articles, above links to them
    r"(?:artículos|entradas|noticias|notas|posts?|artigos|notícias|matérias) (?:relacionad[ao]s|similares)|"
    r"articles (?:similaires|liés|connexes|associés)|articoli (?:correlati|simili)|"
    r"(?:похож|схож)\w+ (?:стат\w+|запис\w+|материалы|новости)|(?:podobne|powiązane) (?:wpisy|artykuły)|"
    r"gerelateerde (?:berichten|artikelen)|relater(?:ade|ede|te) (?:artik\w+|inlägg|indlæg|innlegg)|"
    r"(?:související|podobné) články|(?:ilgili|benzer) (?:yazılar|haberler)|passend dazu|猜你喜欢|相关推荐|推荐阅读|관련 ?글|추천 ?기사"
)
POSTED = (  # of where, when and by whom an article was put
    r"this (?:(?:entry|post) was (?:posted|published|tagged)|article was (?:posted|filed|tagged)) (?:on|in|by|under|with)|this entry is filed under|"
    r"(?:you can )?follow any (?:responses|comments) to this|(?:both comments and pings|responses) are currently closed|"
    r"bookmark the permalink|dieser (?:beitrag|artikel|eintrag) wurde (?:am|unter|in)|"
    r"(?:ce billet|cet article|cette entrée) a été (?:publiée?|postée?) (?:dans|le|par)|"
    r"esta entrada (?:fue|ha sido) publicada (?:en|el|por)|est[ea] (?:entrada|post|artigo) foi (?:publicad[ao]|postado) (?:em|por)|"
    r"quest(?:a voce|o articolo) è stat[ao] pubblicat[ao] (?:in|il|da)|dit bericht (?:werd|is) geplaatst (?:in|op|door)|"
    r"ten wpis został opublikowany|(?:эта )?запись (?:была )?опубликована|detta inlägg (?:publicerades|postades)|この(?:投稿|エントリー)は"
)
NEXT = (  # before links to what comes before or after an article in a series, or in a list of messages
    r"(?:previous|next|older|newer) (?:message|post|article|story|chapter|entry|thread|episode|issue)s?\b|messages sorted by|"
    r"(?:vorherige|nächste)[rs]? (?:beitrag|artikel|nachricht|kapitel)|article (?:précédent|suivant)|message (?:précédent|suivant)|"
    r"(?:entrada|artículo|post|artigo|mensaje|mensagem) (?:anterior|siguiente|seguinte)|articolo (?:precedente|successivo)|"
    r"(?:vorig|volgend)e? (?:bericht|artikel)|(?:poprzedni|następny) (?:wpis|artykuł)|(?:предыдущ|следующ)\w+ (?:запись|статья|сообщение)|"
    r"(?:前|次)の(?:記事|投稿)|[上下]一[篇页]|(?:이전|다음) ?글"
)
FOLLOW = (  # calls to follow a site elsewhere, or to be sent its news
    r"s[ií](?:guenos|ga[- ]nos|gue ?nos)|suivez-nous|abonnez-vous|suscr[ií]bete|inscreva-se|assine (?:já|agora|a)|seguici|iscriviti|"
    r"folg(?:e|en sie|t) uns|abonnier(?:e|en sie|t) (?:uns|unser)\w*|volg ons|abonneer je|följ oss|følg os[s]?|seuraa meitä|"
    r"(?:śledź|obserwuj) nas|sledujte nás|подпи(?:сывайтесь|шитесь) на|підпи(?:суйтесь|шіться) на|takip edin|"
    r"公式(?:アカウント|line)|フォローしてください|关注我们|關注我們|扫码关注|구독(?:하기|과)|تابعونا|اشترك في"
)
READING_TIME = (
    r"lese(?:zeit|dauer)|(?:temps|durée) de lecture|tiempo de lectura|tempo d[ei] leitura|tempo di lettura|leestijd|время чтения|"
    r"czas czytania|okuma süresi|lästid|læsetid|lesetid|lukuaika|doba čtení|olvasási idő|timp de citire|"
    r"読了時間|阅读时间|閱讀時間|읽는 시간|وقت القراءة|زمان مطالعه|זמן קריאה"
)
RIGHTS = (
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|"
    r"tutti i diritti riservati|alle rechten voorbehouden|все права защищены|всі права захищені|wszelkie prawa zastrzeżone|"
    r"všechna práva vyhrazena|alla rättigheter förbehållna|tüm hakları saklıdır|minden jog fenntartva|"
    r"toate drepturile rezervate|無断(?:転載|複製)|版[权權]所有|著作權所有|不得转载|무단 ?전재|جميع الحقوق محفوظة|"
    r"حقوق النشر|کلیه حقوق|כל הזכויות שמורות"
)
