# Who answered, weights, answers and scores by R: table, prop.table, quantile and the survey
# package, on the synthetic example and on a small weighted survey (inputs/description_weighted.csv).
# What the data dictionaries say is stated here once more; they are not read.
# Writes description.csv. Run in this folder: Rscript description.R
suppressPackageStartupMessages(library(survey))

out <- list()
put <- function(source, table, measure, site, wave, part, values) {
  if (length(values) == 0) return(invisible())
  out[[length(out) + 1]] <<- data.frame(
    source, table, measure, site, wave, part, quantity = names(values),
    value = sprintf("%.17g", unlist(values))
  )
}

# --- statistics -----------------------------------------------------------------------------------

described <- function(x) {
  x <- x[!is.na(x)]
  q <- quantile(x, c(0, .25, .5, .75, 1), type = 7, names = FALSE)
  list(n = length(x), mean = mean(x), sd = sd(x), minimum = q[1], lower_quartile = q[2],
       median = q[3], upper_quartile = q[4], maximum = q[5])
}

# Respondents without a weight, or with one of zero, are no part of the weighted design.
weighted <- function(x, w) {
  keep <- !is.na(x) & !is.na(w) & w > 0
  if (sum(keep) < 2) return(list(n_weighted = sum(keep)))
  design <- svydesign(ids = ~1, weights = w[keep], data = data.frame(x = x[keep]))
  list(n_weighted = sum(keep), mean_weighted = coef(svymean(~x, design))[["x"]],
       sd_weighted = sqrt(coef(svyvar(~x, design))[["x"]]))
}

weighted_shares <- function(x, w, codes) {
  keep <- !is.na(x) & !is.na(w) & w > 0
  f <- factor(x[keep], levels = codes)
  design <- svydesign(ids = ~1, weights = w[keep], data = data.frame(f))
  100 * unname(coef(svymean(~f, design)))
}

kish <- function(w) {
  given <- w[!is.na(w) & w > 0]
  n <- length(given)
  cv <- sqrt(mean((given - mean(given))^2)) / mean(given)
  list(n = n, n_zero_weight = sum(w == 0, na.rm = TRUE), n_no_weight = sum(is.na(w)),
       minimum = min(given), median = median(given), maximum = max(given), mean = mean(given),
       cv = cv, max_to_median = max(given) / median(given), design_effect = 1 + cv^2,
       n_effective = sum(given)^2 / sum(given^2))
}

item <- function(source, key, site, wave, x, codes, w = NULL, nominal = FALSE) {
  values <- described(x)
  keep <- if (nominal) "n" else c("n", "mean", "sd", "minimum", "median", "maximum")
  put(source, "items", key, site, wave, "", values[keep])
  if (!is.null(w) && !nominal) put(source, "items", key, site, wave, "", weighted(x, w))
  counts <- table(factor(x, levels = codes))
  for (code in codes) {
    put(source, "items", key, site, wave, code,
        list(n = counts[[as.character(code)]], pct = 100 * prop.table(counts)[[as.character(code)]]))
  }
  if (!is.null(w) && length(codes)) {
    p <- weighted_shares(x, w, codes)
    for (k in seq_along(codes)) {
      put(source, "items", key, site, wave, codes[k], list(pct_weighted = p[k]))
    }
  }
}

score <- function(x) {
  enough <- max(2, ceiling(ncol(x) / 2))
  ifelse(rowSums(!is.na(x)) >= enough, rowMeans(x, na.rm = TRUE), NA)
}

scale_row <- function(source, key, site, wave, x, ends, w = NULL) {
  s <- score(x)
  given <- rowSums(!is.na(x))
  k <- ncol(x)
  put(source, "scales", key, site, wave, "", c(described(s), list(
    base = nrow(x), n_prorated = sum(!is.na(s) & given < k),
    n_dropped = sum(is.na(s) & given > 0), n_unanswered = sum(given == 0),
    pct_floor = 100 * mean(s[!is.na(s)] == ends[1]),
    pct_ceiling = 100 * mean(s[!is.na(s)] == ends[2]))))
  if (!is.null(w)) put(source, "scales", key, site, wave, "", weighted(s, w))
}

# --- the weighted survey --------------------------------------------------------------------------

small <- read.csv("inputs/description_weighted.csv")
small$wave <- paste0("T", small$wave)
small$site <- c("a", "b", "c")[small$site]
raw <- small
for (key in c("i1", "i2", "i3", "i4")) small[[key]][small[[key]] %in% c(8, 9)] <- NA
small$colour[small$colour == 9] <- NA

for (wave in c("", "T1", "T2")) {
  for (site in c("", "a", "b", "c")) {
    rows <- (wave == "" | small$wave == wave) & (site == "" | small$site == site)
    of_wave <- wave == "" | small$wave == wave
    here <- small[rows, ]
    w <- small$weight
    put("small", "who", "", site, wave, "", list(
      n = nrow(here), pct = 100 * sum(rows) / sum(of_wave),
      n_weighted = sum(rows & !is.na(w) & w > 0),
      pct_weighted = 100 * sum(w[rows], na.rm = TRUE) / sum(w[of_wave], na.rm = TRUE)))
    if (nrow(here) == 0) next
    put("small", "weights", "", site, wave, "", kish(here$weight))
    asked <- if (wave == "T1") c("i1", "i2", "i3") else c("i1", "i2", "i3", "i4")
    for (key in asked) item("small", key, site, wave, here[[key]], 1:5, here$weight)
    item("small", "colour", site, wave, here$colour, 1:3, here$weight, nominal = TRUE)
    item("small", "age", site, wave, here$age, c(), here$weight)
    x <- as.matrix(here[c("i1", "i2", "i3")])
    x[, "i3"] <- 6 - x[, "i3"]
    scale_row("small", "mood", site, wave, x, c(1, 5), here$weight)
    for (key in c("i1", "i2", "i3", "i4")) {
      given <- raw[rows, key]
      asked <- key != "i4" | here$wave == "T2"
      put("small", "missing", key, site, wave, "Refused", list(n = sum(given %in% 8)))
      put("small", "missing", key, site, wave, "Don't know", list(n = sum(given %in% 9)))
      put("small", "missing", key, site, wave, "empty", list(n = sum(is.na(given) & asked)))
      if (any(!asked)) {
        put("small", "missing", key, site, wave, "not asked", list(n = sum(!asked)))
      }
      put("small", "missing", key, site, wave, "", list(n = sum(is.na(here[[key]]))))
    }
  }
}

# --- the synthetic example ------------------------------------------------------------------------

items <- list(
  cohesion = c("q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"),
  life_satisfaction = c("q10_home", "q11_family", "q12_area", "q13_health", "q14_social",
                        "q15_money", "q16_work")
)
every_item <- c(unlist(items, use.names = FALSE), "q24_job")

read_wave <- function(w) {
  data <- haven::read_sav(sprintf("../../examples/lps/lps_t%d.sav", w), user_na = FALSE)
  columns <- every_item
  if (w == 2) columns[1:5] <- paste0("Q", 1:5)
  if (w == 3) columns <- paste0(columns, "_t3")
  answers <- as.data.frame(lapply(data[columns], function(x) as.numeric(haven::zap_labels(x))))
  names(answers) <- every_item
  data.frame(wave = paste0("T", w), answers)
}

people <- do.call(rbind, lapply(1:3, read_wave))
for (wave in c("", "T1", "T2", "T3")) {
  here <- people[wave == "" | people$wave == wave, ]
  for (key in every_item) {
    high <- if (key %in% items$life_satisfaction) 10 else if (key == "q24_job") 5 else 7
    item("lps", key, "", wave, here[[key]], seq_len(high))
  }
  for (key in names(items)) {
    high <- if (key == "life_satisfaction") 10 else 7
    x <- as.matrix(here[items[[key]]])
    back <- colnames(x) == "q4_apart"
    x[, back] <- 1 + high - x[, back]
    scale_row("lps", key, "", wave, x, c(1, high))
  }
}

file <- file("description.csv", "w")
writeLines(paste0("# ", R.version.string, ", survey ", packageVersion("survey"), ", haven ",
                  packageVersion("haven")), file)
write.csv(do.call(rbind, out), file, row.names = FALSE, quote = FALSE)
close(file)
