-- The publication: all that a report may show, after protection. May leave the building.
-- Periods are codes (core/period.h), areas codes of reference/, days Julian day numbers (core/day.h).

CREATE TABLE meta (           -- keys: docs/formats/publication.md
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (         -- the deliveries behind the figures
    source_id   INTEGER PRIMARY KEY,
    source      TEXT NOT NULL,
    profile     TEXT NOT NULL,
    file_name   TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    peildatum   INTEGER,
    period      TEXT,
    legal_basis TEXT NOT NULL,
    synthetic   INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    excluded    INTEGER NOT NULL,
    current     INTEGER NOT NULL   -- 0: replaced by a newer delivery
);
CREATE TABLE source_tally (   -- rejected, excluded and mapped rows by reason
    source_id INTEGER NOT NULL REFERENCES source,
    kind      TEXT NOT NULL,
    name      TEXT NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (source_id, kind, name)
) WITHOUT ROWID;

CREATE TABLE measure (        -- what the figures count: reference/measures.csv at the time
    measure       TEXT PRIMARY KEY,
    source        TEXT NOT NULL,
    unit          TEXT NOT NULL,   -- unit of count; figures of different units are never added or divided
    population    TEXT NOT NULL,
    place_role    TEXT NOT NULL,
    public        INTEGER NOT NULL,-- published before: the small-number rule leaves it
    name_nl       TEXT NOT NULL,
    name_en       TEXT NOT NULL,
    definition_nl TEXT NOT NULL,
    definition_en TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE measure_period ( -- the periods that a measure has figures for
    measure TEXT NOT NULL REFERENCES measure,
    period  TEXT NOT NULL,
    PRIMARY KEY (measure, period)
) WITHOUT ROWID;

CREATE TABLE observation (    -- one cell: measure × category of a dimension ('' = total) × period × area
    measure     TEXT NOT NULL REFERENCES measure,
    dimension   TEXT NOT NULL DEFAULT '',
    category    TEXT NOT NULL DEFAULT '',
    period      TEXT NOT NULL,
    area        TEXT NOT NULL,
    state       TEXT NOT NULL,     -- core/state.h
    value       INTEGER,           -- units of the measure
    lower       REAL,              -- exact Poisson 95 % limits of the value
    upper       REAL,
    denominator INTEGER,           -- inhabitants × years, when a rate is meaningful
    denominator_estimated INTEGER NOT NULL DEFAULT 0,
    rate        REAL,              -- per 100,000 inhabitants per year
    rate_lower  REAL,
    rate_upper  REAL,
    provisional INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'value') = (value IS NOT NULL)),
    CHECK (state = 'value' OR (lower IS NULL AND upper IS NULL AND rate IS NULL AND rate_lower IS NULL
                               AND rate_upper IS NULL)),
    PRIMARY KEY (measure, dimension, category, period, area)
) WITHOUT ROWID;

CREATE TABLE bridge (         -- from one total to another, step by step
    bridge    TEXT NOT NULL,       -- name of the bridge
    period    TEXT NOT NULL,
    area      TEXT NOT NULL,
    step      INTEGER NOT NULL,    -- 0 the total it starts from; the last one the total it ends with;
                                   -- the steps between are added (negative when they take away)
    name      TEXT NOT NULL,       -- key of a text, bridge.<name>
    unit      TEXT NOT NULL,
    state     TEXT NOT NULL,
    value     INTEGER,
    PRIMARY KEY (bridge, period, area, step)
) WITHOUT ROWID;

CREATE TABLE event (          -- what breaks a series
    event    TEXT PRIMARY KEY,
    day      INTEGER NOT NULL,
    area     TEXT NOT NULL,        -- NL01 for national events
    sources  TEXT NOT NULL,        -- sources it touches, joined by +
    name_nl  TEXT NOT NULL,
    name_en  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE revision (       -- what a newer delivery changed in a published total
    measure   TEXT NOT NULL,
    area      TEXT NOT NULL,
    period    TEXT NOT NULL,
    peildatum INTEGER NOT NULL,    -- of the older delivery
    state     TEXT NOT NULL,
    value     INTEGER,             -- by the older delivery
    PRIMARY KEY (measure, area, period, peildatum)
) WITHOUT ROWID;

CREATE TABLE estimate (       -- dark number: registered and estimated persons
    subject    TEXT NOT NULL,      -- register, or the name of a published table of lists
    area       TEXT NOT NULL,
    period     TEXT NOT NULL,
    dimension  TEXT NOT NULL DEFAULT '',
    category   TEXT NOT NULL DEFAULT '',
    registered INTEGER,
    state      TEXT NOT NULL,      -- value, suppressed, not-available (refused)
    total      REAL,
    lower      REAL,
    upper      REAL,
    level      REAL,
    view_lower REAL,               -- % in beeld as fractions
    view_upper REAL,
    verdict    TEXT NOT NULL,      -- usable, wide, conflicting, no-upper-limit, refused
    reasons_nl TEXT NOT NULL DEFAULT '',
    reasons_en TEXT NOT NULL DEFAULT '',
    method_nl  TEXT NOT NULL DEFAULT '',
    method_en  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (subject, area, period, dimension, category)
) WITHOUT ROWID;
CREATE TABLE estimate_alternative ( -- other answers that the same data allow
    subject   TEXT NOT NULL,
    area      TEXT NOT NULL,
    period    TEXT NOT NULL,
    kind      TEXT NOT NULL,       -- model, without-list, merged, average
    rank      INTEGER NOT NULL,
    name      TEXT NOT NULL,
    total     REAL,
    lower     REAL,
    upper     REAL,
    criterion REAL,                -- BIC distance to the best model
    PRIMARY KEY (subject, area, period, kind, rank)
) WITHOUT ROWID;
