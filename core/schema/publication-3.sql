-- How long cases take, and the chain from signal to verdict as blocks with units of their own.
-- docs/formats/publication.md, docs/methods/chain.md.  Computed after protection.

CREATE TABLE duration (       -- half of the cases had ended by then: product-limit estimate
    step        TEXT NOT NULL,     -- assessment (registration to decision of the prosecution),
                                   -- trial (summons to verdict in first instance)
    period      TEXT NOT NULL,     -- year or window in which the cases were registered
    area        TEXT NOT NULL,     -- the land, a parket
    state       TEXT NOT NULL,     -- fine, no-median (not half of them ended yet), too-few, not-delivered
    n_cases     INTEGER,           -- only where it tells no small number
    observed_until INTEGER,        -- day: what was open then counts as open, not as ended
    median      REAL,              -- days
    lower       REAL,              -- 95 % limits (Brookmeyer-Crowley, log-log)
    upper       REAL,              -- NULL: not reached yet
    within_year       REAL,        -- share that ended within 365 days, to whole per cents; the land only
    within_year_lower REAL,
    within_year_upper REAL,
    sentence_nl TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    PRIMARY KEY (step, period, area)
) WITHOUT ROWID;
CREATE TABLE duration_curve ( -- of the window, for the land; a point after every few ends
    step    TEXT NOT NULL,         -- assessment, trial, and case (registration to how the case ended)
    outcome TEXT NOT NULL,         -- ended; for step case verdict or no-verdict
    period  TEXT NOT NULL,
    area    TEXT NOT NULL,
    day     INTEGER NOT NULL,      -- days after the start
    share   REAL NOT NULL,         -- that had ended so by that day
    lower   REAL,                  -- 95 % limits
    upper   REAL,
    PRIMARY KEY (step, outcome, period, area, day)
) WITHOUT ROWID;

CREATE TABLE chain (          -- one block of the chain: reference/chain.ini
    area        TEXT NOT NULL,     -- land, politie-eenheid, parket
    period      TEXT NOT NULL,     -- years and the window
    position    INTEGER NOT NULL,  -- order of the blocks, from 1
    step        TEXT NOT NULL,     -- name in reference/chain.ini
    measure     TEXT NOT NULL REFERENCES measure,
    dimension   TEXT NOT NULL DEFAULT '',
    category    TEXT NOT NULL DEFAULT '',
    unit        TEXT NOT NULL,     -- of count; blocks of different units are never divided
    state       TEXT NOT NULL,     -- of the cell
    value       INTEGER,
    lower       REAL,              -- exact Poisson 95 % limits
    upper       REAL,
    provisional INTEGER NOT NULL DEFAULT 0,
    part_of     TEXT,              -- step that this one is a documented part of
    share       REAL,              -- of it; NULL when it is no part, or too little was counted
    share_lower REAL,              -- exact binomial 95 % limits
    share_upper REAL,
    sentence_nl TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    PRIMARY KEY (area, period, step)
) WITHOUT ROWID;

-- Kinds of peer: comparable or own-choice, front-runner, neighbour (reference/peers.ini).
ALTER TABLE peer ADD COLUMN note_nl TEXT NOT NULL DEFAULT ''; -- reason for an own choice or front-runner
ALTER TABLE peer ADD COLUMN note_en TEXT NOT NULL DEFAULT '';
