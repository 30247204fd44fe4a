* Makes weighted.sav, weighted_plain.sav, weighted.zsav and weighted.por: run it with PSPP in this folder.
DATA LIST LIST NOTABLE /respondent_number (F8.0) q1 (F2.0) code (A12) wt (F8.3) interviewed (DATE11) note (A300).
BEGIN DATA
1 1 north 1.5 01-DEC-2016 first
2 8 "south bank" 0.5 31-DEC-2016 second
3 . REF 1.0 . third
4 -99 Ångström 1.25 15-MAR-2018 fourth
END DATA.
COMPUTE note = CONCAT(RPAD(RTRIM(note), 280, "."), "end").
VARIABLE LABELS q1 "I feel I belong here" /code "Area".
VALUE LABELS q1 1 "Agree" 8 "Don't know" /code "REF" "Refused".
MISSING VALUES q1 (-100 THRU -97, 8) code ("REF").
NUMERIC m1 m2 (F1.0).
COMPUTE m1 = 1.
COMPUTE m2 = 0.
MRSETS /MDGROUP NAME=$issues LABEL="Issues" CATEGORYLABELS=VARLABELS VARIABLES=m1 m2 VALUE=1.
WEIGHT BY wt.
SAVE OUTFILE="weighted.sav" /COMPRESSED.
SAVE OUTFILE="weighted_plain.sav" /UNCOMPRESSED.
SAVE OUTFILE="weighted.zsav" /ZCOMPRESSED.
EXPORT OUTFILE="weighted.por".
