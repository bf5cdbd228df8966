-- The request for a draw of experts (专家抽取申请), one a tender: the committee that is needed, and who agreed to it.
CREATE TABLE draw_request (
    project_id      uuid PRIMARY KEY REFERENCES tender_project,
    state           text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'APPROVED', 'RETURNED')),
    plan            jsonb NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    saved_at        timestamptz NOT NULL,
    submitted_by    text,
    submitted_at    timestamptz,
    decided_at      timestamptz,
    returned_reason text CHECK (length(returned_reason) BETWEEN 1 AND 500),
    CHECK ((state = 'RETURNED') = (returned_reason IS NOT NULL)),
    CHECK (state IN ('DRAFT', 'RETURNED') OR submitted_at IS NOT NULL)
);
COMMENT ON COLUMN draw_request.plan IS 'DrawPlan of the contract';

-- What a person adds to the computed exclusions, with a written reason. There is no way to take one out.
CREATE TABLE expert_manual_exclusion (
    project_id uuid NOT NULL REFERENCES tender_project,
    expert_id  uuid NOT NULL REFERENCES expert,
    reason     text NOT NULL CHECK (length(reason) BETWEEN 5 AND 500),
    side       text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, expert_id)
);
CREATE INDEX expert_manual_exclusion_by_expert ON expert_manual_exclusion (expert_id);

GRANT SELECT, INSERT, UPDATE ON draw_request TO gongping_app;
GRANT SELECT, INSERT ON expert_manual_exclusion TO gongping_app;
