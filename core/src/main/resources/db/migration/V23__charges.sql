-- What a tender document charges beside the deposit, and what the contract takes as performance security (D09, D10).
ALTER TABLE tender_project
    ADD document_fee       numeric(22, 2) CHECK (document_fee >= 0),
    ADD document_cost      numeric(22, 2) CHECK (document_cost >= 0),
    ADD document_fee_basis text CHECK (length(document_fee_basis) BETWEEN 1 AND 500),
    ADD performance_rate   numeric(9, 6) CHECK (performance_rate BETWEEN 0 AND 100);
COMMENT ON COLUMN tender_project.document_cost IS 'yuan for printing and postage of one document, as the agency states it';
COMMENT ON COLUMN tender_project.performance_rate IS 'percent of the contract price; null where the document asks for no performance security';

ALTER TABLE lot ADD performance_security numeric(22, 2) CHECK (performance_security >= 0);
COMMENT ON COLUMN lot.performance_security IS 'yuan, as the contract takes it; null before the contract, or where it takes none';
