package org.gongping.service.edge;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Access;
import org.gongping.core.identity.Permissions;
import org.gongping.service.edge.Identities.Identified;
import org.gongping.service.edge.Operations.Service;

/**
 * The way of one call on its virtual thread: who are you, may your role do this, is it what the contract says; then
 * the handler inside its transaction. Whatever happens, a reply comes out.
 */
final class ApiCalls {
    private final Map<String, Service> services;
    private final ContractValidation validation;
    private final Identities identities;
    private final CsrfDefence csrf;
    private final Database database;
    private final Commands commands;
    private final Supplier<Optional<String>> halted;

    /** @param halted why nothing can be put on record now; empty otherwise */
    ApiCalls(
            Map<String, Service> services,
            ContractValidation validation,
            Identities identities,
            CsrfDefence csrf,
            Database database,
            Commands commands,
            Supplier<Optional<String>> halted) {
        this.services = Map.copyOf(services);
        this.validation = validation;
        this.identities = identities;
        this.csrf = csrf;
        this.database = database;
        this.commands = commands;
        this.halted = halted;
    }

    /** The call if it may go on, or the reply that ends it. */
    private sealed interface Admission {
        record Admitted(Call call) implements Admission {}

        record Ended(Reply reply) implements Admission {}
    }

    /** Never throws. */
    Reply serve(ApiRequest request, Optional<UploadBody> upload) {
        var replies = new Replies(request.language(), request.uri());
        try {
            return switch (admit(request, replies)) {
                case Admission.Ended(Reply reply) -> reply;
                case Admission.Admitted(Call call) -> run(request, call, upload, replies);
            };
        } catch (Call.Unreadable e) {
            return replies.refused(e.refusal());
        } catch (Database.Busy e) {
            return Problems.busy(replies.language(), replies.instance());
        } catch (Database.Unavailable | Identities.IdentityUnavailable e) {
            org.slf4j.LoggerFactory.getLogger(ApiCalls.class).warn("{}", e.getMessage());
            return Problems.unavailable(replies.language(), replies.instance());
        } catch (Throwable e) {
            return Problems.incident(e, replies.language(), replies.instance());
        }
    }

    private Admission admit(ApiRequest request, Replies replies) {
        Access access = Permissions.of(request.operationId());
        Caller caller = Caller.NOBODY;
        if (access instanceof Access.Open(boolean asksWho)) {
            caller = asksWho ? callerIfKnown(request) : caller;
        } else {
            switch (identities.identify(request.credentials())) {
                case Identified.Anonymous() -> {
                    return notLoggedIn(replies, "not-logged-in", "Bearer realm=\"gongping\"");
                }
                case Identified.Rejected(String code) -> {
                    return notLoggedIn(replies, code, "Bearer realm=\"gongping\", error=\"invalid_token\"");
                }
                case Identified.Known(Caller known) -> caller = known;
            }
            if (!request.reads() && !csrf.passes(caller, request.credentials())) {
                return new Admission.Ended(replies.refused(CsrfDefence.REFUSAL));
            }
            if (!access.allows(caller.actor().orElseThrow().roles())) {
                return new Admission.Ended(replies.refused(
                        new Refusal.Forbidden("role", "您的角色不能进行此操作", "Your role does not include this operation")));
            }
        }
        return switch (validation.validate(request)) {
            case Outcome.Refused<ContractValidation.Valid>(Refusal refusal) ->
                new Admission.Ended(replies.refused(refusal));
            case Outcome.Done<ContractValidation.Valid>(ContractValidation.Valid(var parameters, var body)) ->
                new Admission.Admitted(new Call(
                        request.operationId(),
                        replies.language(),
                        caller,
                        request.address(),
                        parameters,
                        body,
                        request.body().getBytes(),
                        null));
        };
    }

    /** What is open to everybody is refused to nobody, whatever their credentials are worth. */
    private Caller callerIfKnown(ApiRequest request) {
        try {
            return identities.identify(request.credentials()) instanceof Identified.Known(Caller known)
                    ? known
                    : Caller.NOBODY;
        } catch (Identities.IdentityUnavailable e) {
            return Caller.NOBODY;
        }
    }

    private static Admission notLoggedIn(Replies replies, String code, String challenge) {
        return new Admission.Ended(Problems.notLoggedIn(replies.language(), replies.instance(), code, challenge));
    }

    private Reply run(ApiRequest request, Call call, Optional<UploadBody> upload, Replies replies) throws IOException {
        Service service = services.get(request.operationId());
        Optional<String> why = halted.get();
        if (why.isPresent() && changes(service, request)) {
            return replies.refused(new Refusal.LogHalted(why.get()));
        }
        return switch (service) {
            case Service.Plain(Operations.Handler handler)
            when isCommand(request) -> commands.once(call, digest(request).digest(), replies, handler::handle);
            case Service.Plain(Operations.Handler handler) ->
                replies.of(database.read(transaction -> handler.handle(call.in(transaction))));
            case Service.Traced(Operations.Handler handler) ->
                replies.of(database.transact(
                        transaction -> handler.handle(call.in(transaction)),
                        answer -> !(answer instanceof Answer.Refused)));
            case Service.Made(Making<?> making) -> make(call, making, replies);
            case Service.Uploading(Upload<?> uploading) ->
                receive(request, call, uploading, upload.orElseThrow(), replies);
        };
    }

    private <T> Reply make(Call call, Making<T> making, Replies replies) throws IOException {
        Outcome<T> admitted = database.transact(
                transaction -> making.admit(call.in(transaction)), outcome -> outcome instanceof Outcome.Done<T>);
        return switch (admitted) {
            case Outcome.Refused<T>(Refusal refusal) -> replies.refused(refusal);
            case Outcome.Done<T>(T what) -> replies.of(making.make(what));
        };
    }

    private <T> Reply receive(ApiRequest request, Call call, Upload<T> upload, UploadBody body, Replies replies)
            throws IOException {
        var digesting = new DigestInputStream(body, digest(request));
        boolean isRepeat = commands.isAnswered(call);
        if (!isRepeat
                && database.read(transaction -> upload.admit(call.in(transaction)))
                        instanceof Outcome.Refused<?>(Refusal refusal)) {
            return replies.refused(refusal);
        }
        Outcome<T> received;
        try {
            received = isRepeat ? Outcome.done(null) : upload.receive(call, digesting);
            if (received instanceof Outcome.Done<T>) {
                digesting.transferTo(OutputStream.nullOutputStream());
            }
        } catch (UploadBody.Broken e) {
            return e.isTooLarge()
                    ? replies.refused(new Refusal.TooLarge(body.limit()))
                    : Problems.badRequest(
                            replies.language(),
                            replies.instance(),
                            "upload-broken-off",
                            "上传中断，请重试",
                            "The upload broke off; try again");
        }
        return switch (received) {
            case Outcome.Refused<T>(Refusal refusal) -> replies.refused(refusal);
            case Outcome.Done<T>(T value) -> {
                try {
                    yield commands.once(
                            call,
                            digesting.getMessageDigest().digest(),
                            replies,
                            inTransaction -> upload.record(inTransaction, value));
                } finally {
                    if (!isRepeat) {
                        upload.release(value);
                    }
                }
            }
        };
    }

    /**
     * Whether it must wait while the log has stopped. A reading goes on even where it leaves a trace: those who watch over
     * the log must see, and the trace waits for its place. What is made of the log and handed out is no mere reading.
     */
    private static boolean changes(Service service, ApiRequest request) {
        return switch (service) {
            case Service.Plain plain -> isCommand(request);
            case Service.Traced traced -> false;
            case Service.Made made -> true;
            case Service.Uploading uploading -> true;
        };
    }

    private static boolean isCommand(ApiRequest request) {
        return request.operation().getParameters().stream()
                .anyMatch(parameter -> parameter.getName().equals("Idempotency-Key"));
    }

    /** What makes two requests the same: operation, place, parameters, version seen, body. */
    private static MessageDigest digest(ApiRequest request) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        update(sha256, request.operationId());
        new TreeMap<>(request.path()).forEach((name, value) -> update(sha256, name, value));
        request.query().entries().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> update(sha256, entry.getKey(), entry.getValue()));
        update(
                sha256,
                "If-Match",
                Optional.ofNullable(request.headers().get("If-Match")).orElse(""));
        sha256.update(request.body().getBytes());
        return sha256;
    }

    private static void update(MessageDigest digest, String... texts) {
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }
}
