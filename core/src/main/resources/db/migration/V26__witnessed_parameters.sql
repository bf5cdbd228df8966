-- Parameters that were drawn in the room and entered by the agency, where bids are sealed: they count once the supervisor has
-- confirmed them (rule O08), and then stand in drawn_parameter.
CREATE TABLE entered_parameter (
    project_id uuid NOT NULL,
    lot_id     uuid NOT NULL,
    name       text NOT NULL,
    value      numeric NOT NULL,
    manner     text NOT NULL,
    entered_at timestamptz NOT NULL,
    -- Set when the supervisor has given them back; the agency enters them anew.
    returned   text,
    PRIMARY KEY (project_id, lot_id, name),
    FOREIGN KEY (project_id, lot_id) REFERENCES lot (project_id, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON entered_parameter TO gongping_app;
