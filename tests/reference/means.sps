* Welch and paired t-tests of the made-up answers: later minus earlier, 95% intervals.
* SET FORMAT makes the tables print 16 decimals; only p has always three.
* The set far from zero is left out: its means would need more digits than are printed.
SET FORMAT=F40.16.

DEFINE !welch (!POS !TOKENS(1))
TEMPORARY.
SELECT IF (RTRIM(set) = !QUOTE(!1)).
ECHO !QUOTE(!1).
T-TEST GROUPS=wave(2,1) /VARIABLES=value /CRITERIA=CI(0.95).
!ENDDEFINE.

DEFINE !paired (!POS !TOKENS(1))
TEMPORARY.
SELECT IF (RTRIM(set) = !QUOTE(!1)).
ECHO !QUOTE(!1).
T-TEST PAIRS=after WITH before (PAIRED) /CRITERIA=CI(0.95).
!ENDDEFINE.

GET DATA /TYPE=TXT /FILE='inputs/means_groups.csv' /ARRANGEMENT=DELIMITED /DELIMITERS=','
  /FIRSTCASE=2 /VARIABLES=set A20 wave F1.0 value F20.6.
FORMATS value (F40.16).
!welch likert_100_100.
!welch likert_90_60.
!welch likert_40_15.
!welch one_constant.
!welch zero_to_ten.
!welch ties.
!welch tiny.
!welch far_apart.

GET DATA /TYPE=TXT /FILE='inputs/means_pairs.csv' /ARRANGEMENT=DELIMITED /DELIMITERS=','
  /FIRSTCASE=2 /VARIABLES=set A20 before F20.6 after F20.6.
FORMATS before after (F40.16).
!paired likert_80.
!paired likert_15.
!paired zero_to_ten.
!paired unrelated.
!paired one_constant.
!paired three.
