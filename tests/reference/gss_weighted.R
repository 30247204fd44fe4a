# The US General Social Survey, 2016 against 2018 in nine regions, weighted by wtssall, by R's survey
# package; with and without areas (vstrat) as what neighbours share. The data are not part of this
# project: see gss.R. Writes gss_weighted.csv. Run in this folder: Rscript gss_weighted.R
folder <- Sys.getenv("LPSSTATS_REAL_DATA")
if (folder == "") quit(status = 0)
source("shared/designs.R")

confidence <- 0.95
items <- paste0("con", c("army", "bus", "clerg", "educ", "fed", "finan", "judge", "labor", "legis",
                         "medic", "press", "sci", "tv"))
regions <- c("new_england", "middle_atlantic", "east_north_central", "west_north_central",
             "south_atlantic", "east_south_central", "west_south_central", "mountain", "pacific")
suffixes <- c("2016" = "_1a", "2018" = "_1b")
asked <- c(items, "happy", "health", "fear", "region", "wtssall", "vstrat")

read_wave <- function(year) {
  file <- file.path(folder, "gss", sprintf("gss_panel20_%s.sav", year))
  data <- haven::read_sav(file, user_na = FALSE)
  columns <- paste0(asked, suffixes[[year]])
  answers <- as.data.frame(lapply(data[columns], function(x) as.numeric(haven::zap_labels(x))))
  names(answers) <- asked
  data.frame(later = as.numeric(year == "2018"), answers)
}

people <- do.call(rbind, lapply(names(suffixes), read_wave))
people <- people[!is.na(people$region) & !is.na(people$wtssall) & people$wtssall > 0, ]
enough <- rowSums(!is.na(people[items])) >= ceiling(length(items) / 2)
people$confidence <- ifelse(enough, rowMeans(people[items], na.rm = TRUE), NA)
people$weight <- people$wtssall
people$fear <- as.numeric(people$fear == 2)

found_of <- function(measure, d) {
  d$value <- d[[measure]]
  d <- d[!is.na(d$value), ]
  if (measure == "fear") return(share_of(d, confidence))
  change <- difference_of(d, confidence)
  if (measure == "confidence") return(change)
  best <- points_of(transform(d, value = as.numeric(value == 1)), confidence)
  modifyList(change, c(superiority_of(d, confidence), best[1:5]))
}

rows <- list()
for (run in c("weighted", "clustered")) {
  alone <- 1e6 + seq_len(nrow(people))
  people$unit <- if (run == "weighted") alone else people$vstrat
  people$stratum <- strata_of(people$region, people$later, people$unit)
  together <- strata_of(people$region, people$later, people$unit, TRUE)
  for (measure in c("confidence", "happy", "health", "fear")) for (site in c(seq_along(regions), NA)) {
    here <- if (is.na(site)) transform(people, stratum = together) else people[people$region == site, ]
    place <- if (is.na(site)) "" else regions[site]
    rows[[length(rows) + 1]] <- lines_of(run, measure, "", place, found_of(measure, here))
  }
}
write_lines("gss_weighted.csv", c("survey", "haven"), rows)
