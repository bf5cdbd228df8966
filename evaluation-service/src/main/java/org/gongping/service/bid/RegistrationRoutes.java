package org.gongping.service.bid;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.bid.ReadRegistrations;
import org.gongping.core.bid.RegisterBidder;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** Registration of bidders. */
public final class RegistrationRoutes implements Routes {
    private final RegisterBidder register;
    private final ReadRegistrations read;

    public RegistrationRoutes(RegisterBidder register, ReadRegistrations read) {
        this.register = register;
        this.read = read;
    }

    record RegistrationInput(String contactName, String contactPhone) {}

    record RegistrationJson(
            UUID id, OrganisationJson organisation, String contactName, String contactPhone, Instant registeredAt) {
        static RegistrationJson of(ReadRegistrations.Shown shown) {
            return new RegistrationJson(
                    shown.registration().id(),
                    OrganisationJson.of(shown.registration().organisation()),
                    shown.contactName(),
                    shown.contactPhone(),
                    shown.registration().registeredAt());
        }
    }

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listRegistrations",
                call -> Answer.ok(
                        read.all(call.transaction(), call.actor(), call.uuid("projectId")),
                        list -> new Page.All<>(
                                list.stream().map(RegistrationJson::of).toList())));
        operations.handle(
                "getMyRegistration",
                call -> Answer.ok(
                        read.own(call.transaction(), call.actor(), call.uuid("projectId")), RegistrationJson::of));
        operations.handle("registerBidder", this::register);
    }

    private Answer register(Call call) {
        RegistrationInput input = call.body(RegistrationInput.class);
        UUID projectId = call.uuid("projectId");
        return Answer.created(
                register.execute(call.transaction(), call.actor(), projectId, input.contactName(), input.contactPhone())
                        .then(_ -> read.own(call.transaction(), call.actor(), projectId)),
                RegistrationJson::of);
    }
}
