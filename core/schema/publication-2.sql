-- What the statistics say about the published cells: change over time, comparison of gemeenten,
-- notable quarters.  docs/formats/publication.md.  Computed after protection, from what is shown.

CREATE TABLE trend (          -- change of one series of years or windows
    measure     TEXT NOT NULL REFERENCES measure,
    dimension   TEXT NOT NULL DEFAULT '',
    category    TEXT NOT NULL DEFAULT '',
    kind        TEXT NOT NULL,     -- year, window
    area        TEXT NOT NULL,
    state       TEXT NOT NULL,     -- fine, or why nothing can be said: stats/trend/trend.h
    from_period TEXT,              -- the stretch
    to_period   TEXT,
    n_points    INTEGER NOT NULL,
    direction   TEXT,              -- rise, fall, no-change: among all areas of the set
    method      TEXT,              -- quasi-poisson (change a year), exact-ratio (last to first)
    per_inhabitant INTEGER NOT NULL DEFAULT 0,
    change      REAL,              -- ratio
    lower       REAL,              -- 95 % limits
    upper       REAL,
    first_level REAL,              -- fitted counts at both ends
    last_level  REAL,
    p           REAL,
    p_adjusted  REAL,              -- Benjamini-Hochberg over the set
    n_together  INTEGER,           -- series in the set
    by_chance   REAL,              -- expected directions in the set when nothing happened
    dispersion  REAL,
    rank_tau    REAL,              -- Mann-Kendall
    rank_p      REAL,
    sen_slope   REAL,              -- units a year
    sen_lower   REAL,
    sen_upper   REAL,
    breaks      TEXT NOT NULL DEFAULT '', -- events in the stretch, joined by +
    step_event  TEXT,
    step        REAL,              -- ratio of the level after to before
    step_lower  REAL,
    step_upper  REAL,
    caveats     TEXT NOT NULL DEFAULT '', -- joined by +
    sentence_nl TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    PRIMARY KEY (measure, dimension, category, kind, area)
) WITHOUT ROWID;

CREATE TABLE quarter (        -- the last quarter of a series against those before it
    measure     TEXT NOT NULL REFERENCES measure,
    period      TEXT NOT NULL,
    area        TEXT NOT NULL,
    state       TEXT NOT NULL,     -- of the cell
    value       INTEGER,
    judgement   TEXT NOT NULL,     -- usual, high, low, too-short, too-sparse
    expected    REAL,
    usual_lower INTEGER,           -- counts inside the 95 % limits
    usual_upper INTEGER,
    p           REAL,
    dispersion  REAL,
    year_before INTEGER,           -- same quarter a year earlier
    ratio       REAL,              -- to it, with 95 % limits at the dispersion of the series
    ratio_lower REAL,
    ratio_upper REAL,
    four_quarters        INTEGER,  -- sum of the last four; NULL for persons, who are not added
    four_quarters_before INTEGER,
    events      TEXT NOT NULL DEFAULT '', -- in the quarter, joined by +
    sentence_nl TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    PRIMARY KEY (measure, period, area)
) WITHOUT ROWID;

CREATE TABLE benchmark (      -- a gemeente among gemeenten of like size and urbanity
    measure     TEXT NOT NULL REFERENCES measure,
    period      TEXT NOT NULL,
    area        TEXT NOT NULL,
    state       TEXT NOT NULL,     -- fine, or why there is no comparison: stats/benchmark/benchmark.h
    position    TEXT,              -- inside, by-chance, higher, lower
    n_group     INTEGER,           -- gemeenten in its group, itself included
    observed    INTEGER,
    expected    REAL,
    ratio       REAL,
    lower       REAL,              -- exact 95 % limits of the ratio
    upper       REAL,
    inside_lower     INTEGER,      -- counts inside the 95 % funnel
    inside_upper     INTEGER,
    inside_all_lower INTEGER,      -- and inside the limits for all gemeenten together
    inside_all_upper INTEGER,
    p           REAL,
    p_adjusted  REAL,
    shrunken    REAL,              -- empirical Bayes ratio
    shrunken_lower REAL,
    shrunken_upper REAL,
    sentence_nl TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    PRIMARY KEY (measure, period, area)
) WITHOUT ROWID;
CREATE TABLE benchmark_set (  -- what holds for all gemeenten of one comparison
    measure     TEXT NOT NULL REFERENCES measure,
    period      TEXT NOT NULL,
    n_compared  INTEGER NOT NULL,
    tau2        REAL NOT NULL,     -- variance of the true ratios
    n_alone     INTEGER NOT NULL,  -- outside the 95 % limits, each on its own
    by_chance   REAL NOT NULL,     -- expected there when no gemeente differs
    n_different INTEGER NOT NULL,  -- outside the limits for all together
    PRIMARY KEY (measure, period)
) WITHOUT ROWID;

CREATE TABLE peer (           -- comparable gemeenten and neighbours, with the reasons
    area     TEXT NOT NULL,
    kind     TEXT NOT NULL,        -- comparable, neighbour
    peer     TEXT NOT NULL,
    distance REAL,
    reasons  TEXT NOT NULL DEFAULT '', -- size-class, urbanity, province, function, joined by +
    PRIMARY KEY (area, kind, peer)
) WITHOUT ROWID;
