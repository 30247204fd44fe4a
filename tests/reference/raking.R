# Raked weights by R's survey package: rake() without bounds, calibrate(calfun = "raking") within
# bounds, on inputs/raking_people.csv. Within each group the weights are given a mean of 1.
# Writes raking.csv. Run in this folder: Rscript raking.R
suppressPackageStartupMessages(library(survey))

people <- read.csv("inputs/raking_people.csv")
people$row <- seq_len(nrow(people)) - 1

# Shares of the population, in the order of the codes; a site of its own has other ages.
shares <- list(agegroup = c(20, 30, 50), sex = c(49, 51), tenure = c(0.3, 0.3, 0.3, 0.1))
second <- c(35, 40, 25)

margins_of <- function(variables, site) {
  found <- shares[variables]
  if (identical(site, 2)) found$agegroup <- second
  lapply(found, function(x) x / sum(x))
}

population <- function(margins, n) {
  lapply(names(margins), function(key) {
    frame <- data.frame(seq_along(margins[[key]]), Freq = n * margins[[key]])
    names(frame)[1] <- key
    frame
  })
}

raked <- function(here, margins, start) {
  here$start <- start
  design <- svydesign(ids = ~1, weights = ~start, data = here)
  formulas <- lapply(names(margins), function(key) as.formula(paste0("~", key)))
  found <- rake(design, formulas, population(margins, nrow(here)),
                control = list(maxit = 2000, epsilon = 1e-12, verbose = FALSE))
  weights(found)
}

# The distance that calibrate makes least is the same; `bounds.const`: bounds of the weights.
bounded <- function(here, margins, start, bounds) {
  here$start <- start * nrow(here) / sum(start)
  for (key in names(margins)) here[[key]] <- factor(here[[key]])
  design <- svydesign(ids = ~1, weights = ~start, data = here)
  formula <- as.formula(paste("~", paste(names(margins), collapse = " + ")))
  totals <- c(nrow(here), unlist(lapply(margins, function(x) nrow(here) * x[-1])))
  names(totals) <- colnames(model.matrix(formula, here))
  found <- calibrate(design, formula, totals, calfun = "raking", bounds = bounds,
                     bounds.const = TRUE, maxit = 200, epsilon = 1e-11)
  weights(found)
}

out <- list()
put <- function(case, here, weight) {
  weight <- weight / mean(weight)
  out[[length(out) + 1]] <<- data.frame(case, row = here$row, weight = sprintf("%.17g", weight))
}

answered <- function(variables, weighted) {
  keep <- complete.cases(people[variables])
  if (weighted) keep <- keep & !is.na(people$weight) & people$weight > 0
  people[keep, ]
}

by_cell <- function(case, variables, weighted) {
  everybody <- answered(variables, weighted)
  for (site in c(1, 2)) for (wave in c(1, 2)) {
    here <- everybody[everybody$site == site & everybody$wave == wave, ]
    start <- if (weighted) here$weight else rep(1, nrow(here))
    put(case, here, raked(here, margins_of(variables, site), start))
  }
}

# One cell at a time: calibrate() gives up in others, in some of them though no bound is reached.
within_bounds <- function(case, variables, weighted, site, wave, bounds) {
  everybody <- answered(variables, weighted)
  here <- everybody[everybody$site == site & everybody$wave == wave, ]
  start <- if (weighted) here$weight else rep(1, nrow(here))
  put(case, here, bounded(here, margins_of(variables, site), start, bounds))
}

by_wave <- function(case, variables) {
  everybody <- answered(variables, FALSE)
  for (wave in c(1, 2)) {
    here <- everybody[everybody$wave == wave, ]
    put(case, here, raked(here, margins_of(variables, 1), rep(1, nrow(here))))
  }
}

two <- c("agegroup", "sex")
three <- names(shares)
by_cell("two", two, FALSE)
by_cell("three", three, FALSE)
by_cell("start", three, TRUE)
by_wave("wave", three)
within_bounds("bounded three 0.25 4.5", three, FALSE, 1, 1, c(0.25, 4.5))
within_bounds("bounded three 0.5 1.95", three, FALSE, 2, 1, c(0.5, 1.95))
within_bounds("bounded two 0.25 4.5", two, TRUE, 1, 2, c(0.25, 4.5))
within_bounds("bounded two 0.35 3.3", two, TRUE, 2, 2, c(0.35, 3.3))
within_bounds("bounded three 0.45 3", three, TRUE, 2, 1, c(0.45, 3))

file <- file("raking.csv", "w")
writeLines(paste0("# ", R.version.string, ", survey ", packageVersion("survey")), file)
write.csv(do.call(rbind, out), file, row.names = FALSE, quote = FALSE)
close(file)
