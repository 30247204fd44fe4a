# The US General Social Survey, 2016 to 2020, by R: 2016 against 2018 in nine regions.
# The data are not part of this project. LPSSTATS_REAL_DATA names the folder that has them, as
# gss/gss_panel20_YEAR.sav; without it nothing is done and gss.csv stays as it is.
# Run in this folder: Rscript gss.R
folder <- Sys.getenv("LPSSTATS_REAL_DATA")
if (folder == "") quit(status = 0)
source("shared/scales.R")

items <- list(
  confidence = paste0("con", c("army", "bus", "clerg", "educ", "fed", "finan", "judge", "labor",
                               "legis", "medic", "press", "sci", "tv")),
  force = paste0("pol", c("hitok", "abuse", "murdr", "escap", "attak")),
  sociability = paste0("soc", c("ommun", "frend", "rel", "bar"))
)
highest <- c(confidence = 3, force = 2, sociability = 7)
regions <- c("new_england", "middle_atlantic", "east_north_central", "west_north_central",
             "south_atlantic", "east_south_central", "west_south_central", "mountain", "pacific")
suffixes <- c("2016" = "_1a", "2018" = "_1b", "2020" = "_2")
every_item <- unlist(items, use.names = FALSE)

read_wave <- function(year) {
  file <- file.path(folder, "gss", sprintf("gss_panel20_%s.sav", year))
  data <- haven::read_sav(file, user_na = FALSE)
  columns <- paste0(every_item, suffixes[[year]])
  answers <- as.data.frame(lapply(data[columns], function(x) as.numeric(haven::zap_labels(x))))
  names(answers) <- every_item
  region <- as.numeric(haven::zap_labels(data[[paste0("region", suffixes[[year]])]]))
  data.frame(wave = year, site = regions[region], answers)
}

people <- do.call(rbind, lapply(names(suffixes), read_wave))
# Where nobody recorded the region, nobody is counted.
people <- people[!is.na(people$site), ]

scale_of <- function(key) {
  answers <- people[items[[key]]]
  stopifnot(all(is.na(answers) | (answers >= 1 & answers <= highest[[key]])))
  list(answers = answers, low = 1, high = highest[[key]], reverse = character())
}

survey <- list(site = people$site, wave = people$wave,
               scales = sapply(names(items), scale_of, simplify = FALSE))
write_numbers(survey, "gss.csv", "2016", "2018", 0.95)
