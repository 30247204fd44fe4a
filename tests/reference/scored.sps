* The synthetic example by PSPP: every respondent's scores, with the items behind them.
* Renames, the moved site code and the reversed item are stated here once more.
* SET FORMAT makes the tables print 16 decimals.
SET FORMAT=F40.16.

GET FILE='../../examples/lps/lps_t3.sav'
  /KEEP=wave site respid q1_belong_t3 TO q23_knowhow_t3
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
COMPUTE cohesion_n = NVALID(i1, i2, i3, i4, i5).
COMPUTE wellbeing_n = NVALID(i6, i7, i8, i9).
COMPUTE life_satisfaction_n = NVALID(i10, i11, i12, i13, i14, i15, i16).
COMPUTE legitimacy_n = NVALID(i17, i18, i19, i20).
COMPUTE trust_n = NVALID(i21, i22, i23).
FORMATS cohesion wellbeing life_satisfaction legitimacy trust (F40.16).
FORMATS cohesion_n wellbeing_n life_satisfaction_n legitimacy_n trust_n respid wave site (F8.0).

* One respondent in twenty, and everyone who lacks a score or part of the shortest scale.
SELECT IF (MOD(respid, 20) = 0 OR NMISS(cohesion, wellbeing, life_satisfaction, legitimacy, trust)
  > 0 OR trust_n = 2).
SORT CASES BY wave respid.
LIST wave site respid cohesion cohesion_n wellbeing wellbeing_n life_satisfaction
  life_satisfaction_n legitimacy legitimacy_n trust trust_n.
