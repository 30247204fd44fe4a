* The synthetic example by PSPP: scores, Welch tests by site and together, reliability.
* Renames, the moved site code and the reversed item are stated here once more.
* SET FORMAT makes the tables print 16 decimals; only p has always three.
SET FORMAT=F40.16.

GET FILE='../../examples/lps/lps_t3.sav'
  /KEEP=wave site q1_belong_t3 TO q23_knowhow_t3
  /RENAME=(q1_belong_t3 q2_hand_t3 q3_rely_t3 q4_apart_t3 q5_newcomers_t3 q6_upbeat_t3 q7_cope_t3
    q8_energy_t3 q9_purpose_t3 q10_home_t3 q11_family_t3 q12_area_t3 q13_health_t3 q14_social_t3
    q15_money_t3 q16_work_t3 q17_even_t3 q18_hear_t3 q19_obey_t3 q20_honest_t3 q21_count_t3
    q22_matters_t3 q23_knowhow_t3 =
    i1 i2 i3 i4 i5 i6 i7 i8 i9 i10 i11 i12 i13 i14 i15 i16 i17 i18 i19 i20 i21 i22 i23).
RECODE site (7=3).
ADD FILES /FILE=*
  /FILE='../../examples/lps/lps_t1.sav'
  /RENAME=(q1_belong q2_hand q3_rely q4_apart q5_newcomers q6_upbeat q7_cope q8_energy q9_purpose
    q10_home q11_family q12_area q13_health q14_social q15_money q16_work q17_even q18_hear
    q19_obey q20_honest q21_count q22_matters q23_knowhow =
    i1 i2 i3 i4 i5 i6 i7 i8 i9 i10 i11 i12 i13 i14 i15 i16 i17 i18 i19 i20 i21 i22 i23)
  /FILE='../../examples/lps/lps_t2.sav'
  /RENAME=(Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8 Q9
    q10_home q11_family q12_area q13_health q14_social q15_money q16_work q17_even q18_hear
    q19_obey q20_honest q21_count q22_matters q23_knowhow =
    i1 i2 i3 i4 i5 i6 i7 i8 i9 i10 i11 i12 i13 i14 i15 i16 i17 i18 i19 i20 i21 i22 i23).

COMPUTE turned4 = 8 - i4.
COMPUTE cohesion = MEAN.3(i1, i2, i3, turned4, i5).
COMPUTE wellbeing = MEAN.2(i6, i7, i8, i9).
COMPUTE life_satisfaction = MEAN.4(i10, i11, i12, i13, i14, i15, i16).
COMPUTE legitimacy = MEAN.2(i17, i18, i19, i20).
COMPUTE trust = MEAN.2(i21, i22, i23).
FORMATS cohesion wellbeing life_satisfaction legitimacy trust (F40.16).
EXECUTE.

DEFINE !reliability ()
ECHO 'cohesion'.
RELIABILITY /VARIABLES=i1 i2 i3 turned4 i5 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'wellbeing'.
RELIABILITY /VARIABLES=i6 i7 i8 i9 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'life_satisfaction'.
RELIABILITY /VARIABLES=i10 i11 i12 i13 i14 i15 i16 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'legitimacy'.
RELIABILITY /VARIABLES=i17 i18 i19 i20 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'trust'.
RELIABILITY /VARIABLES=i21 i22 i23 /MODEL=ALPHA /SUMMARY=TOTAL.
!ENDDEFINE.

DEFINE !change (!POSITIONAL !TOKENS(1) / !POSITIONAL !TOKENS(1))
TEMPORARY.
SELECT IF (site = !2).
ECHO !QUOTE(!1).
T-TEST GROUPS=wave(3,1)
  /VARIABLES=cohesion wellbeing life_satisfaction legitimacy trust /CRITERIA=CI(0.95).
!ENDDEFINE.

ECHO 'Changes'.
!change barton 1.
!change westgate 2.
!change whaddon 3.
!change cashes 4.
ECHO 'everywhere'.
T-TEST GROUPS=wave(3,1)
  /VARIABLES=cohesion wellbeing life_satisfaction legitimacy trust /CRITERIA=CI(0.95).

ECHO 'Reliability'.
!reliability.

ECHO 'T1'.
TEMPORARY.
SELECT IF (wave = 1).
RELIABILITY /VARIABLES=i1 i2 i3 turned4 i5 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'T2'.
TEMPORARY.
SELECT IF (wave = 2).
RELIABILITY /VARIABLES=i1 i2 i3 turned4 i5 /MODEL=ALPHA /SUMMARY=TOTAL.
ECHO 'T3'.
TEMPORARY.
SELECT IF (wave = 3).
RELIABILITY /VARIABLES=i1 i2 i3 turned4 i5 /MODEL=ALPHA /SUMMARY=TOTAL.
