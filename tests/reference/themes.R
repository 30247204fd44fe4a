# Themes of a made-up survey: shares with their intervals, changes, weighted changes, kappa.
# prop.test gives Wilson's intervals and Pearson's chi-square, the survey package what is weighted
# or clustered, psych the kappas; Newcombe's interval and the N - 1 correction are written out.

suppressPackageStartupMessages({
  library(survey)
  library(psych)
})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
people <- read.csv("inputs/themes_people.csv")
themes <- c("parks", "people", "shops", "rare")
places <- list("1" = 1, "2" = 2, "3" = 3, "all" = 1:3)

wilson <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
newcombe <- function(x, n) {
  share <- x / n
  ends <- sapply(1:2, function(k) wilson(x[k], n[k]))
  d <- share[2] - share[1]
  c(d - sqrt((share[2] - ends[1, 2])^2 + (ends[2, 1] - share[1])^2),
    d + sqrt((ends[2, 2] - share[2])^2 + (share[1] - ends[1, 1])^2))
}

# The N - 1 chi-square, or where an expected count is below 1 Fisher's exact test with mid-p.
tested <- function(x, n) {
  table <- cbind(x, n - x)
  expected <- outer(rowSums(table), colSums(table)) / sum(table)
  if (any(expected < 1)) {
    here <- dhyper(0:sum(x), n[1], n[2], sum(x))
    own <- dhyper(x[1], n[1], n[2], sum(x))
    return(sum(here[here <= own * (1 + 1e-7)]) - own / 2)
  }
  chi <- suppressWarnings(prop.test(x, n, correct = FALSE)$statistic)
  pchisq(chi * (sum(n) - 1) / sum(n), 1, lower.tail = FALSE)
}

rows <- list()
for (place in names(places)) for (theme in themes) {
  here <- people[people$place %in% places[[place]], ]
  n <- as.numeric(table(here$wave)); x <- as.numeric(tapply(here[[theme]], here$wave, sum))
  ends <- suppressWarnings(sapply(1:2, function(k) wilson(x[k], n[k])))
  between <- suppressWarnings(newcombe(x, n))
  rows[[length(rows) + 1]] <- data.frame(
    design = "plain", place = place, theme = theme, n_from = n[1], n_to = n[2],
    mentions_from = x[1], mentions_to = x[2], pct_from = 100 * x[1] / n[1],
    pct_from_low = 100 * ends[1, 1], pct_from_high = 100 * ends[2, 1], pct_to = 100 * x[2] / n[2],
    pct_to_low = 100 * ends[1, 2], pct_to_high = 100 * ends[2, 2],
    estimate = 100 * (x[2] / n[2] - x[1] / n[1]), conf_low = 100 * between[1],
    conf_high = 100 * between[2], p_value = tested(x, n)
  )
}

# Weighted, and with streets as sampling units; each wave of a place is a stratum.
for (design in c("weighted", "streets")) for (place in names(places)) for (theme in themes) {
  here <- people[people$place %in% places[[place]], ]
  here$y <- here[[theme]]; here$time <- factor(here$wave)
  here$stratum <- interaction(here$place, here$wave)
  made <- if (design == "weighted") {
    svydesign(~1, weights = ~weight, strata = ~stratum, data = here)
  } else svydesign(~street, weights = ~weight, strata = ~stratum, data = here, nest = TRUE)
  n <- as.numeric(table(here$wave)); x <- as.numeric(tapply(here$y, here$wave, sum))
  waves <- lapply(1:2, function(w) subset(made, wave == w))
  share <- sapply(waves, function(w) as.numeric(svymean(~y, w)))
  ends <- sapply(waves, function(w) as.numeric(confint(suppressWarnings(
    svyciprop(~y, w, method = "beta", df = degf(w))))))
  test <- if (all(share %in% c(0, 1))) list(p.value = NA) else svyttest(y ~ time, made)
  rows[[length(rows) + 1]] <- data.frame(
    design = design, place = place, theme = theme, n_from = n[1], n_to = n[2],
    mentions_from = x[1], mentions_to = x[2], pct_from = 100 * share[1],
    pct_from_low = 100 * ends[1, 1], pct_from_high = 100 * ends[2, 1], pct_to = 100 * share[2],
    pct_to_low = 100 * ends[1, 2], pct_to_high = 100 * ends[2, 2],
    estimate = 100 * (share[2] - share[1]), conf_low = NA, conf_high = NA,
    p_value = as.numeric(test$p.value)
  )
}
found <- do.call(rbind, rows)

# Benjamini and Hochberg over the themes of the three places; all together stand outside.
found$p_adjusted <- NA
for (design in unique(found$design)) {
  family <- found$design == design & found$place != "all"
  found$p_adjusted[family] <- p.adjust(found$p_value[family], "BH")
}
found[-(1:3)] <- lapply(found[-(1:3)], exact)

header <- sprintf(
  "# %s, survey %s, psych %s", R.version.string, packageVersion("survey"), packageVersion("psych")
)
put <- function(frame, name) {
  writeLines(header, name)
  suppressWarnings(write.table(frame, name, sep = ",", row.names = FALSE, quote = FALSE, append = TRUE))
}
put(found, "themes.csv")

codings <- read.csv("inputs/themes_codings.csv")
kappas <- lapply(c(unique(codings$theme), "all"), function(theme) {
  here <- codings[theme == "all" | codings$theme == theme, c("first", "second")]
  k <- cohen.kappa(as.matrix(here))
  data.frame(theme = theme, n = nrow(here), kappa = exact(k$kappa),
             std_error = exact(sqrt(k$var.kappa)),
             kappa_low = exact(k$confid[1, 1]), kappa_high = exact(k$confid[1, 3]))
})
put(do.call(rbind, kappas), "themes_kappa.csv")
