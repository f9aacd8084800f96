"""The entity names that kramdown knows beside those of HTML 4, by code point.

Of several names for one code point the last is the one that symbolic output uses.
"""

from __future__ import annotations

_NAMES = """
apos nvlt bne nvgt fjlig Gammad gammad ThickSpace frac13 frac23 frac15 frac25 frac35 frac45
frac16 frac56 frac18 frac38 frac58 frac78 nrarrw npart nang caps cups nvsim race acE nesim
NotEqualTilde napid nvap nbump NotHumpDownHump nbumpe NotHumpEqual nedot bnequiv nvle nvge nlE
nleqq ngE ngeqq NotGreaterFullEqual lvertneqq lvnE gvertneqq gvnE nLtv NotLessLess nLt nGtv
NotGreaterGreater nGt NotSucceedsTilde NotSubset nsubset vnsub NotSuperset nsupset vnsup
varsubsetneq vsubne varsupsetneq vsupne NotSquareSubset NotSquareSuperset sqcaps sqcups nvltrie
nvrtrie nLl nGg lesg gesl vellip notindot notinE Lang Rang loang roang xlarr longleftarrow
LongLeftArrow xrarr longrightarrow LongRightArrow xharr longleftrightarrow LongLeftRightArrow
xlArr Longleftarrow DoubleLongLeftArrow xrArr Longrightarrow DoubleLongRightArrow xhArr
Longleftrightarrow DoubleLongLeftRightArrow xmap longmapsto dzigrarr nvlArr nvrArr nvHarr Map
lbarr rbarr bkarow lBarr rBarr dbkarow RBarr drbkarow DDotrahd UpArrowBar DownArrowBar Rarrtl
latail ratail lAtail rAtail larrfs rarrfs larrbfs rarrbfs nwarhk nearhk searhk hksearow swarhk
hkswarow nwnear nesear toea seswar tosa swnwar rarrc nrarrc cudarrr ldca rdca cudarrl larrpl
curarrm cularrp rarrpl harrcir Uarrocir lurdshar ldrushar LeftRightVector RightUpDownVector
DownLeftRightVector LeftUpDownVector LeftVectorBar RightVectorBar RightUpVectorBar
RightDownVectorBar DownLeftVectorBar DownRightVectorBar LeftUpVectorBar LeftDownVectorBar
LeftTeeVector RightTeeVector RightUpTeeVector RightDownTeeVector DownLeftTeeVector
DownRightTeeVector LeftUpTeeVector LeftDownTeeVector lHar uHar rHar dHar luruhar ldrdhar ruluhar
rdldhar lharul llhard rharul lrhard udhar UpEquilibrium duhar ReverseUpEquilibrium RoundImplies
erarr simrarr larrsim rarrsim rarrap ltlarr gtrarr subrarr suplarr lfisht rfisht ufisht dfisht
lopar ropar lbrke rbrke lbrkslu rbrksld lbrksld rbrkslu langd rangd lparlt rpargt gtlPar ltrPar
vzigzag vangrt angrtvbd ange range dwangle uwangle angmsdaa angmsdab angmsdac angmsdad angmsdae
angmsdaf angmsdag angmsdah bemptyv demptyv cemptyv raemptyv laemptyv ohbar omid opar operp
olcross odsold olcir ofcir olt ogt cirscir cirE solb bsolb boxbox trisb rtriltri LeftTriangleBar
NotLeftTriangleBar RightTriangleBar NotRightTriangleBar iinfin infintie nvinfin eparsl smeparsl
eqvparsl lozf blacklozenge RuleDelayed dsol xodot bigodot xoplus bigoplus xotime bigotimes
xuplus biguplus xsqcup bigsqcup qint iiiint fpartint cirfnint awint rppolint scpolint npolint
pointint quatint intlarhk pluscir plusacir simplus plusdu plussim plustwo mcomma minusdu loplus
roplus Cross timesd timesbar smashp lotimes rotimes otimesas Otimes odiv triplus triminus
tritime iprod intprod amalg capdot ncup ncap capand cupor cupcap capcup cupbrcap capbrcup cupcup
capcap ccups ccaps ccupssm And Or andand oror orslope andslope andv orv andd ord wedbar sdote
simdot congdot ncongdot easter apacir apE napE eplus pluse Esim Colone Equal eDDot ddotseq
equivDD ltcir gtcir ltquest gtquest les LessSlantEqual leqslant nleqslant nles NotLessSlantEqual
ges GreaterSlantEqual geqslant ngeqslant nges NotGreaterSlantEqual lesdot gesdot lesdoto gesdoto
lesdotor gesdotol lap lessapprox gap gtrapprox lne lneq gne gneq lnap lnapprox gnap gnapprox lEg
lesseqqgtr gEl gtreqqless lsime gsime lsimg gsiml lgE glE lesges gesles els eqslantless egs
eqslantgtr elsdot egsdot el eg siml simg simlE simgE LessLess NotNestedLessLess GreaterGreater
NotNestedGreaterGreater glj gla ltcc gtcc lescc gescc smt lat smte smtes late lates bumpE pre
preceq PrecedesEqual NotPrecedesEqual npre npreceq sce succeq SucceedsEqual NotSucceedsEqual
nsce nsucceq prE scE prnE precneqq scnE succneqq prap precapprox scap succapprox prnap
precnapprox scnap succnapprox Pr Sc subdot supdot subplus supplus submult supmult subedot
supedot subE subseteqq nsubE nsubseteqq supE supseteqq nsupE nsupseteqq subsim supsim subnE
subsetneqq varsubsetneqq vsubnE supnE supsetneqq varsupsetneqq vsupnE csub csup csube csupe
subsup supsub subsub supsup suphsub supdsub forkv topfork mlcp Dashv DoubleLeftTee Vdashl Barv
vBar vBarv Vbar Not bNot rnmid cirmid midcir topcir nhpar parsim parsl nparsl fflig filig fllig
ffilig ffllig Ascr Cscr Dscr Gscr Jscr Kscr Nscr Oscr Pscr Qscr Sscr Tscr Uscr Vscr Wscr Xscr
Yscr Zscr ascr bscr cscr dscr fscr hscr iscr jscr kscr lscr mscr nscr pscr qscr rscr sscr tscr
uscr vscr wscr xscr yscr zscr Afr Bfr Dfr Efr Ffr Gfr Jfr Kfr Lfr Mfr Nfr Ofr Pfr Qfr Sfr Tfr
Ufr Vfr Wfr Xfr Yfr afr bfr cfr dfr efr ffr gfr hfr ifr jfr kfr lfr mfr nfr ofr pfr qfr rfr sfr
tfr ufr vfr wfr xfr yfr zfr Aopf Bopf Dopf Eopf Fopf Gopf Iopf Jopf Kopf Lopf Mopf Oopf Sopf
Topf Uopf Vopf Wopf Xopf Yopf aopf bopf copf dopf eopf fopf gopf hopf iopf jopf kopf lopf mopf
nopf oopf popf qopf ropf sopf topf uopf vopf wopf xopf yopf zopf
"""
MORE = _NAMES.split()
