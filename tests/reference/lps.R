# The synthetic example by R: every wave, site and scale. Renames, missing codes, the moved site
# code and the reversed item are stated here once more; the data dictionary is not read.
# Writes lps.csv. Run in this folder: Rscript lps.R
source("shared/scales.R")

items <- list(
  cohesion = c("q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"),
  wellbeing = c("q6_upbeat", "q7_cope", "q8_energy", "q9_purpose"),
  life_satisfaction = c("q10_home", "q11_family", "q12_area", "q13_health", "q14_social",
                        "q15_money", "q16_work"),
  legitimacy = c("q17_even", "q18_hear", "q19_obey", "q20_honest"),
  trust = c("q21_count", "q22_matters", "q23_knowhow")
)
every_item <- unlist(items, use.names = FALSE)

read_wave <- function(w) {
  # user_na = FALSE turns the codes that the file declares missing into NA.
  data <- haven::read_sav(sprintf("../../examples/lps/lps_t%d.sav", w), user_na = FALSE)
  columns <- every_item
  if (w == 2) columns[1:9] <- paste0("Q", 1:9)
  if (w == 3) columns <- paste0(columns, "_t3")
  answers <- as.data.frame(lapply(data[columns], function(x) as.numeric(haven::zap_labels(x))))
  names(answers) <- every_item
  code <- as.numeric(data$site)
  sites <- c("1" = "barton", "2" = "westgate", "4" = "cashes")
  sites <- c(sites, if (w == 3) c("7" = "whaddon") else c("3" = "whaddon"))
  data.frame(wave = paste0("T", w), site = unname(sites[as.character(code)]), answers)
}

people <- do.call(rbind, lapply(1:3, read_wave))
stopifnot(!anyNA(people$site), nrow(people) == 1200)

scale_of <- function(key) {
  high <- if (key == "life_satisfaction") 10 else 7
  answers <- people[items[[key]]]
  stopifnot(all(is.na(answers) | (answers >= 1 & answers <= high)))
  list(answers = answers, low = 1, high = high, reverse = "q4_apart")
}

survey <- list(site = people$site, wave = people$wave,
               scales = sapply(names(items), scale_of, simplify = FALSE))
write_numbers(survey, "lps.csv", "T1", "T3", c(0.95, 0.90))
