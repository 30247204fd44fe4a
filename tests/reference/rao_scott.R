# Second-order Rao-Scott tests of categories by wave, by the survey package. Who has no category,
# no weight or a weight of nought is left out before the design is made.

suppressPackageStartupMessages(library(survey))

exact <- function(x) sprintf("%.17g", x)

test_of <- function(set, table, site, d) {
  design <- svydesign(ids = ~unit, strata = ~stratum, weights = ~weight, nest = TRUE, data = d)
  t <- svychisq(~row + column, design, statistic = "F")
  data.frame(
    set = set, table = table, site = site, n = nrow(d), statistic = exact(t$statistic),
    df_numerator = exact(t$parameter["ndf"]), df_denominator = exact(t$parameter["ddf"]),
    p_value = exact(t$p.value)
  )
}

rows <- list()
add <- function(row) rows[[length(rows) + 1]] <<- row
for (set in c("waves", "streets", "other_streets", "quarters", "linked")) {
  d <- read.csv(paste0("inputs/design_", set, ".csv"))
  d$unit <- ifelse(d$cluster < 0, 10000 + seq_len(nrow(d)), d$cluster)
  d <- d[!is.na(d$weight) & d$weight > 0, ]
  tables <- list(
    categories = transform(d, row = wave, column = category),
    answers = transform(d, row = wave, column = value),
    yes = transform(d, row = wave, column = as.integer(value >= 4)),
    # Three rows, as three waves would be.
    thirds = transform(d, row = wave + (seq_len(nrow(d)) %% 2) * wave, column = category)
  )
  for (table in names(tables)) {
    whole <- tables[[table]][!is.na(tables[[table]]$column), ]
    for (site in c(unique(whole$site), "all")) {
      here <- if (site == "all") whole else whole[whole$site == site, ]
      add(test_of(set, table, site, here))
    }
  }
}

# Three waves, of which the last shares no category with the others.
sparse <- data.frame(
  row = c(0, 0, 0, 0, 1, 1, 1, 2, 2), column = c(0, 0, 0, 1, 1, 1, 0, 2, 2), weight = 1, unit = 1:9
)
add(test_of("sparse", "sparse", "all", transform(sparse, stratum = row)))

out <- file("rao_scott.csv", "w")
writeLines(paste0("# ", R.version.string, ", survey ", packageVersion("survey")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
