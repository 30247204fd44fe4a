* Alpha, corrected item-total correlations and alpha if deleted, by group, listwise.
* SET FORMAT makes the tables print 16 decimals.
SET FORMAT=F40.16.

DEFINE !reliability (!POSITIONAL !TOKENS(1) / !POSITIONAL !TOKENS(1))
SORT CASES BY group.
SPLIT FILE SEPARATE BY group.
ECHO !QUOTE(!1).
RELIABILITY /VARIABLES=item1 TO !2 /MODEL=ALPHA /SUMMARY=TOTAL.
!ENDDEFINE.

GET DATA /TYPE=TXT /FILE='inputs/reliability_k3.csv' /DELIMITERS=',' /FIRSTCASE=2
  /VARIABLES=group F1 item1 F1 item2 F1 item3 F1.
!reliability k3 item3.

GET DATA /TYPE=TXT /FILE='inputs/reliability_k4.csv' /DELIMITERS=',' /FIRSTCASE=2
  /VARIABLES=group F1 item1 F1 item2 F1 item3 F1 item4 F1.
!reliability k4 item4.

GET DATA /TYPE=TXT /FILE='inputs/reliability_k5.csv' /DELIMITERS=',' /FIRSTCASE=2
  /VARIABLES=group F1 item1 F1 item2 F1 item3 F1 item4 F1 item5 F1.
!reliability k5 item5.

GET DATA /TYPE=TXT /FILE='inputs/reliability_k7.csv' /DELIMITERS=',' /FIRSTCASE=2
  /VARIABLES=group F1 item1 F1 item2 F1 item3 F1 item4 F1 item5 F1 item6 F1 item7 F1.
!reliability k7 item7.
