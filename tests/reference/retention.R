# Connection maps: the counts of the example as R's set functions give them, and R's own score
# intervals (prop.test without continuity correction is Wilson's).

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
confidences <- c(0.90, 0.95)

share <- function(count, base, confidence) {
  if (base == 0) return(rep(NA, 3))
  test <- suppressWarnings(prop.test(count, base, conf.level = confidence, correct = FALSE))
  100 * c(unname(test$estimate), test$conf.int)
}

maps <- read.csv("../../examples/counts/maps.csv")
labels <- sort(unique(maps$map))
rows <- list()
for (category in c(unique(maps$category), "")) {
  here <- if (category == "") maps else maps[maps$category == category, ]
  on <- lapply(labels, function(label) unique(here$connection[here$map == label]))
  for (m in 2:length(labels)) {
    now <- on[[m]]; before <- on[[m - 1]]; earlier <- Reduce(union, on[1:(m - 1)])
    always <- Reduce(intersect, on[1:m])
    times <- table(unlist(on[1:m]))
    for (confidence in confidences) {
      new <- share(length(setdiff(now, earlier)), length(now), confidence)
      kept <- share(length(intersect(now, before)), length(before), confidence)
      sustained <- share(length(always), length(on[[1]]), confidence)
      rows[[length(rows) + 1]] <- data.frame(
        category = category, map = labels[m], confidence = confidence,
        n_connections = length(now), n_before = length(before),
        n_new = length(setdiff(now, earlier)), n_repeated = length(intersect(now, before)),
        n_returned = length(setdiff(intersect(now, earlier), before)),
        n_lost = length(setdiff(before, now)), n_sustained = length(always),
        n_seen = length(times), n_once = sum(times == 1), n_on_all = sum(times == m),
        pct_new = exact(new[1]), pct_new_low = exact(new[2]), pct_new_high = exact(new[3]),
        pct_kept = exact(kept[1]), pct_kept_low = exact(kept[2]), pct_kept_high = exact(kept[3]),
        pct_sustained = exact(sustained[1]), pct_sustained_low = exact(sustained[2]),
        pct_sustained_high = exact(sustained[3])
      )
    }
  }
}

con <- file("retention.csv", "w")
writeLines(paste0("# ", R.version.string), con)
write.csv(do.call(rbind, rows), con, row.names = FALSE, quote = FALSE)
close(con)
