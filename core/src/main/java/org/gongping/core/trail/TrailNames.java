package org.gongping.core.trail;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.Registration;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/**
 * What the things that records refer to are called, as far as the reader may know it now. Records name firms by their
 * credit code and everything else by its id. Persons are not among them: their pseudonyms are looked up for no search.
 */
final class TrailNames {
    private final Map<String, String> objects = new LinkedHashMap<>();
    private final Map<String, String> firms = new LinkedHashMap<>();

    private TrailNames() {}

    static TrailNames of(
            Transaction tx,
            ProjectAccess.View view,
            RegistrationRepository registrations,
            BidRepository bids,
            InstantSource clock) {
        TrailNames names = new TrailNames();
        Project project = view.project();
        for (Organisation party : List.of(project.owner(), project.agent(), project.authority())) {
            names.firms.put(party.creditCode(), party.name());
        }
        for (Lot lot : project.lots()) {
            names.objects.put("lot:" + lot.id(), lot.no() + " " + lot.name());
        }
        // Until the deadline nobody knows who bids; names would then tell what the records must not.
        if (TrailView.showsBidders(view, clock)) {
            for (Registration registration : registrations.list(tx, project.id())) {
                names.firms.put(
                        registration.organisation().creditCode(),
                        registration.organisation().name());
                names.objects.put(
                        "registration:" + registration.id(),
                        registration.organisation().name());
            }
            for (Map.Entry<UUID, List<Bid>> lot : bids.byLot(tx, project.id()).entrySet()) {
                for (Bid bid : lot.getValue()) {
                    names.firms.put(bid.creditCode(), bid.bidderName());
                    names.objects.put("bid:" + bid.id(), bid.bidderName());
                }
            }
        }
        return names;
    }

    /** What stands in records for the things whose name has the word in it. */
    List<String> standingFor(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        for (Map<String, String> names : List.of(firms, objects)) {
            names.forEach((standing, name) -> {
                if (name.toLowerCase(Locale.ROOT).contains(wanted)) {
                    found.add(standing);
                }
            });
        }
        return found;
    }

    /** Names of lots, registrations and bids by type and id, such as {@code lot:<id>}. */
    Map<String, String> objects() {
        return objects;
    }
}
