# The R Community Survey in English, 2018 against 2019, by R: answers as text, one site.
# The data are not part of this project. LPSSTATS_REAL_DATA names the folder that has them, as
# r_community_survey/rcs_YEAR_en.tsv; without it nothing is done and rcs.csv stays as it is.
# Run in this folder: Rscript rcs.R
folder <- Sys.getenv("LPSSTATS_REAL_DATA")
if (folder == "") quit(status = 0)
source("shared/scales.R")

# A column is known by how its question starts, an answer by how it starts: lowest answer first.
questions <- list(
  often = list(
    starts = c("2018" = "Think about the past month: how often did you use R",
               "2019" = "How often do you use R today"),
    answers = c("I don't use R any more", "Less than once a month", "Between once a week",
                "Between once a day", "More than once a day")),
  enjoy = list(
    starts = c("2018" = "Please rate how much you enjoy using R on",
               "2019" = "Please rate how much you enjoy using R on"),
    answers = as.character(1:5)),
  tidyverse = list(
    starts = c("2018" = "Do you use the tidyverse package when you use R",
               "2019" = "Do you use tidyverse packages when you use R"),
    answers = c("I don't know what tidyverse is", "Never", "Rarely", "Occasionally", "Usually")),
  shiny = list(
    starts = c("2018" = "How often do you use Shiny?", "2019" = "How often do you currently use Shiny?"),
    answers = c("I don't know what Shiny is", "Never", "Rarely", "Sometimes", "Frequently"))
)

coded <- function(text, answers) {
  code <- rep(NA_real_, length(text))
  for (i in seq_along(answers)) code[startsWith(text, answers[i])] <- i
  stopifnot(all(!is.na(code) | text == ""))
  code
}

read_wave <- function(year) {
  file <- file.path(folder, "r_community_survey", sprintf("rcs_%s_en.tsv", year))
  data <- read.delim(file, check.names = FALSE, colClasses = "character", na.strings = character(),
                     encoding = "UTF-8", quote = "\"", comment.char = "")
  column <- function(question) {
    found <- which(startsWith(names(data), question$starts[[year]]))
    stopifnot(length(found) == 1)
    coded(trimws(gsub("\u2019", "'", data[[found]])), question$answers)
  }
  data.frame(wave = year, site = "everybody", lapply(questions, column))
}

people <- do.call(rbind, lapply(c("2018", "2019"), read_wave))
survey <- list(site = people$site, wave = people$wave, scales = list(use_of_r = list(
  answers = people[names(questions)], low = 1, high = 5, reverse = character()
)))
write_numbers(survey, "rcs.csv", "2018", "2019", 0.95)
