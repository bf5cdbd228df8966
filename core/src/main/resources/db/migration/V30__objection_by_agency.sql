-- Whether the agency wrote the objection down for a bidder that spoke at a meeting on site; where bids are sealed online the
-- bidder raises it itself.
ALTER TABLE opening_objection ADD COLUMN by_agency boolean NOT NULL DEFAULT false;
