"""Lists abbreviations whose full stop does not end a sentence, for ``segmentation``.

One table serves all languages: what is an abbreviation in one is hardly ever the last word of a
sentence in another, and an article does not always say its language. Case counts where the word
without its stop is an ordinary one ("Sen." but "sen").
"""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


# A name or a noun follows: never the end of a sentence.
NEVER_LAST = _words(
    # English
    "Mr Mrs Ms Mx Dr Drs Prof Rev Fr Hon Gov Sen Rep Pres Gen Col Lt Maj Capt Cpl Sgt Cmdr Adm Supt",
    "Insp Messrs Mt Ft approx vs viz cf ca resp esp incl eg ie Dept",
    # German
    "Hr Frl Fa Dipl Mag bzw sog vgl Vgl evtl ggf inkl exkl zzgl geb gest verh allg einschl gem bes",
    "Hrsg hrsg Anm Tel",
    # French
    "M MM av Mme Mmes Mlle Mlles Mgr Vve apr env réf boul",
    # Spanish, Portuguese, Italian
    "EE FF Sr Sra Srta Sres Sras Dra Dras Lic Arq Avda Gral aprox Ilmo Profa Exmo Exma Eng Av avda",
    "Sig sig Sigg sigg sig.ra Sig.ra dott Dott dott.ssa Dott.ssa prof prof.ssa Prof.ssa avv Avv ing",
    "Ing geom rag arch Arch",
    # Dutch, Swedish, Danish, Norwegian, Finnish
    "dhr Dhr mevr Mevr mw Mw drs mr bijv bv zgn jl kl Kl esim Esim",
    # Polish, Czech, Slovak, Hungarian, Turkish, Croatian
    "np tzn tzw inż mgr ul Ul dr hab płk gen tj por zob např tzv napr ifj özv Doç Yrd Sn bkz npr",
    # Russian, Ukrainian
    "ул просп пр пер пл обл им тел см ср напр проф акад доц гр тов вул бул",
    # Greek, Hindi, Indonesian, Vietnamese
    "κ αρ डॉ श्री प्रो Jl Bpk TS ThS GS PGS TP",
)

# The same, but a sentence may end with it: it does when a word follows that likes to begin one.
SELDOM_LAST = _words(
    "Jr Inc Ltd Corp Co Cos Bros LLC etc al Ave Blvd St Rd Ln Pl Sq Hwy Bldg Apt Esq Ph.D M.D",
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun",
    "Fed Civ Crim",
    "Est ft lb lbs oz mph yd hrs min sec Ud Uds Vd Vds",
    "Dez Okt Mrz Mio Mrd usw ff ecc atd itd itp enz osv jne stb dgl",
    "г гг м д кв к тыс млн млрд руб",
)

# A number follows: then not the end, and else an ordinary word.
BEFORE_NUMBER = _words(
    "No Nos no nos Nr nr Fig Figs fig figs Eq Eqs eq Sec Secs sec Ch ch chap Chap Vol vol vols p P",
    "pp S s art Art Art Abs Bd Bde bd Tab tab Abb cap Cap n N núm Núm num pag pagg pág págs Pág est",
    "para Para paras Paras Eqs rd ок अनु",
    "Pt pt ed v vv f ff Kap Rn Rdnr Ziff Str str blz σελ стр рис табл л ст č čl Gen Ex c",
)

# Words that begin a sentence more often than they follow an abbreviation as a name.
STARTERS = _words(
    "the a an this that these those there here he she it we they you i his her its our their my your",
    "in on at by for from with after before when while if as but and or so yet then now what why how",
    "who where nobody everyone everybody someone no not some many most all each every both one two",
    "however although because since it's that's he's she's they're we're i'm",
    "der die das ein eine er sie es wir ihr man ich dort dann danach da hier heute aber und oder doch",
    "nicht mehr auch im am wie was wer warum diese dieser dieses sein seine ihre",
    "le la les un une des il elle nous vous ils elles ce cette ces mais et ou où dans en pour",
    "el los las una ella ellos ellas yo pero y o con por para se su sus este esta",
    "lo gli uno lui lei noi loro ma e nel nella per si os um uma ele ela eles elas mas em na com foi",
    "de het een hij zij ze dat dit daar maar of op den det han hon vi jag men och på ett hun jeg og",
    "он она оно они мы вы я это этот эта но и а в на с по не потом тогда как что",
    "він вона вони ми ви це але і та у",
)
