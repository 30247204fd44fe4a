# What R says of the mood example: the numbers that a run of the program is compared with.
#
# Run after export.R: Rscript examples/mood/reference.R
# Needs the R package psych. Nothing here knows the data dictionary: reversed items, ranges and
# the half rule are stated once more.

suppressPackageStartupMessages(library(psych))

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
people <- read.csv(file.path(here, "mood.csv"))

# A minus marks an item to be turned round.
scales <- list(
  state_anxiety = list(low = 1, high = 4, items = paste0(c(
    "-", "-", "", "", "-", "", "", "-", "", "-", "-", "", "", "", "-", "-", "", "", "-", "-"
  ), "sai_", c(
    "calm", "secure", "tense", "regretful", "at_ease", "upset", "worrying", "rested", "anxious",
    "comfortable", "confident", "nervous", "jittery", "high_strung", "relaxed", "content",
    "worried", "rattled", "joyful", "pleasant"))),
  energetic_arousal = list(low = 0, high = 3, items = paste0(rep(c("", "-"), c(7, 3)), "msq_", c(
    "active", "energetic", "vigorous", "wakeful", "wide_awake", "full_of_pep", "lively",
    "sleepy", "tired", "drowsy"))),
  tense_arousal = list(low = 0, high = 3, items = paste0(rep(c("", "-"), c(5, 5)), "msq_", c(
    "intense", "jittery", "fearful", "tense", "clutched_up", "quiet", "still", "placid", "calm",
    "at_rest")))
)

answers <- function(data, scale) {
  turned <- startsWith(scale$items, "-")
  x <- as.matrix(data[sub("^-", "", scale$items)])
  x[, turned] <- scale$low + scale$high - x[, turned]
  x
}

# The mean of the answered items, given at least half of them.
score <- function(x) ifelse(rowSums(!is.na(x)) >= ncol(x) / 2, rowMeans(x, na.rm = TRUE), NA)

row <- function(measure, site, from, to, values) {
  data.frame(measure, site, wave_from = from, wave_to = to, quantity = names(values),
             value = sprintf("%.17g", unlist(values)))
}

# Complete cases, raw alpha.
reliability <- function(measure, site, wave, x) {
  complete <- x[complete.cases(x), , drop = FALSE]
  if (nrow(complete) < 3) return(NULL)
  raw <- suppressWarnings(alpha(complete, check.keys = FALSE, warnings = FALSE))$total$raw_alpha
  row(measure, site, wave, "", list(alpha = raw, alpha_n = nrow(complete)))
}

# Each person's later score against their earlier one, within a study.
paired <- function(measure, site, from, to, data) {
  earlier <- data[data$time == from & !is.na(data$score), c("person", "score")]
  later <- data[data$time == to & !is.na(data$score), c("person", "score")]
  if (nrow(earlier) == 0 || nrow(later) == 0) return(NULL)
  linked <- merge(earlier, later, by = "person", suffixes = c("_from", "_to"))
  test <- t.test(linked$score_to, linked$score_from, paired = TRUE)
  row(measure, site, paste0("T", from), paste0("T", to), list(
    n_from = nrow(earlier), n_to = nrow(later), n_pairs = nrow(linked),
    mean_from = mean(earlier$score), mean_to = mean(later$score),
    sd_from = sd(earlier$score), sd_to = sd(later$score),
    pairs_mean_from = mean(linked$score_from), pairs_mean_to = mean(linked$score_to),
    estimate = unname(test$estimate), std_error = test$stderr,
    statistic = unname(test$statistic), df = unname(test$parameter), p_value = test$p.value,
    conf_low = test$conf.int[1], conf_high = test$conf.int[2]
  ))
}

# Rows of one measure: reliability of everyone, of each time, of each study at each time; tests.
measured <- function(measure) {
  x <- answers(people, scales[[measure]])
  people$score <- score(x)
  times <- split(seq_len(nrow(people)), people$time)
  cells <- split(seq_len(nrow(people)), list(people$study, people$time), drop = TRUE)
  sites <- unique(people$study)
  do.call(rbind, c(
    list(reliability(measure, "", "", x)),
    lapply(names(times), function(t) reliability(measure, "", paste0("T", t), x[times[[t]], ])),
    lapply(names(cells), function(cell) {
      part <- strsplit(cell, ".", fixed = TRUE)[[1]]
      reliability(measure, tolower(part[1]), paste0("T", part[2]), x[cells[[cell]], , drop = FALSE])
    }),
    lapply(sites, function(s) paired(measure, tolower(s), 1, 2, people[people$study == s, ])),
    lapply(sites, function(s) paired(measure, tolower(s), 1, 3, people[people$study == s, ]))
  ))
}

numbers <- do.call(rbind, lapply(names(scales), measured))
output <- file(file.path(here, "reference.csv"), "w")
writeLines(sprintf("# %s; psych %s; psychTools %s", R.version.string, packageVersion("psych"),
                   packageVersion("psychTools")), output)
write.csv(numbers, output, row.names = FALSE, quote = FALSE)
close(output)
