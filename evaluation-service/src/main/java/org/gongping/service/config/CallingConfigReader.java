package org.gongping.service.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.calling.Invitation;
import org.gongping.draw.calling.channel.GatewayChannel;
import org.gongping.draw.calling.channel.SmtpChannel;
import org.gongping.service.config.ServerConfig.Calling;
import org.gongping.service.config.ServerConfig.Gateway;

/** The keys {@code calling.*}, with their defaults and bounds. */
final class CallingConfigReader {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_TEXT = 60;
    private static final int MAX_SIGN_IN_MINUTES = 720;

    private CallingConfigReader() {}

    static Calling read(ConfigFile file) {
        var usual = Calling.USUAL_TERMS;
        return new Calling(
                smtp(file),
                gateway(file),
                new Invitation.Terms(
                        file.take("calling.notice.sender", usual.sender(), CallingConfigReader::text),
                        file.take("calling.notice.pay", usual.pay(), CallingConfigReader::text),
                        file.take("calling.notice.lodging", usual.lodging(), CallingConfigReader::text),
                        file.take("calling.notice.enquiries", usual.enquiries(), CallingConfigReader::text)),
                file.take("calling.signInMinutes", Calling.USUAL_SIGN_IN_MINUTES, value ->
                        (int) ServerConfigReader.wholeNumber(value, 1, MAX_SIGN_IN_MINUTES)));
    }

    private static Optional<SmtpChannel.Settings> smtp(ConfigFile file) {
        Optional<String> host = file.take("calling.smtp.host");
        Optional<SmtpChannel.Login> login = ServerConfigReader.login(file, "calling.smtp.user", "calling.smtp.password")
                .map(given -> new SmtpChannel.Login(given.user(), given.password()));
        if (host.isEmpty()) {
            login.ifPresent(given -> useless(file, "calling.smtp.user", "calling.smtp.host"));
            for (String key : List.of("calling.smtp.port", "calling.smtp.security", "calling.smtp.from")) {
                file.take(key).ifPresent(given -> useless(file, key, "calling.smtp.host"));
            }
            return Optional.empty();
        }
        var security = file.take("calling.smtp.security", SmtpChannel.Security.STARTTLS, CallingConfigReader::security);
        boolean local = host.get().matches("localhost|127(\\.\\d{1,3}){3}");
        if (security == SmtpChannel.Security.NONE && !local) {
            file.problem("calling.smtp.security", "may be none for a mail server on a loopback address alone");
        }
        return Optional.of(new SmtpChannel.Settings(
                host.get(),
                file.take("calling.smtp.port", security == SmtpChannel.Security.TLS ? 465 : 587, value ->
                        (int) ServerConfigReader.wholeNumber(value, 1, 65_535)),
                security,
                login,
                file.require("calling.smtp.from", "", CallingConfigReader::address)));
    }

    private static Optional<Gateway> gateway(ConfigFile file) {
        Optional<String> url = file.take("calling.gateway.url");
        if (url.isEmpty()) {
            for (String key : List.of("calling.gateway.secret", "calling.gateway.sms", "calling.gateway.voice")) {
                file.take(key).ifPresent(given -> useless(file, key, "calling.gateway.url"));
            }
            return Optional.empty();
        }
        List<GatewayChannel.Kind> kinds = new ArrayList<>();
        if (file.take("calling.gateway.sms", true, ServerConfigReader::trueOrFalse)) {
            kinds.add(GatewayChannel.Kind.SMS);
        }
        if (file.take("calling.gateway.voice", false, ServerConfigReader::trueOrFalse)) {
            kinds.add(GatewayChannel.Kind.VOICE);
        }
        return Optional.of(new Gateway(
                url(file, url.get()),
                file.require("calling.gateway.secret", new byte[SECRET_BYTES], CallingConfigReader::secret),
                List.copyOf(kinds)));
    }

    private static URI url(ConfigFile file, String value) {
        try {
            return ServerConfigReader.secureUrl(value);
        } catch (IllegalArgumentException e) {
            file.problem("calling.gateway.url", e.getMessage());
            return URI.create("about:invalid");
        }
    }

    private static void useless(ConfigFile file, String key, String without) {
        file.problem(key, "is of use with " + without + " alone");
    }

    private static SmtpChannel.Security security(String value) {
        return switch (value) {
            case "tls" -> SmtpChannel.Security.TLS;
            case "starttls" -> SmtpChannel.Security.STARTTLS;
            case "none" -> SmtpChannel.Security.NONE;
            default -> throw new IllegalArgumentException("must be tls, starttls or none, found \"" + value + "\"");
        };
    }

    private static String address(String value) {
        if (!value.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException("must be an address of mail, found \"" + value + "\"");
        }
        return value;
    }

    private static String text(String value) {
        if (value.isBlank() || value.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST_TEXT + " characters");
        }
        return value;
    }

    /** The value is not shown. */
    private static byte[] secret(String value) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be base64", e);
        }
        if (bytes.length < SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "must be " + SECRET_BYTES + " bytes or more in base64, found " + bytes.length + " bytes");
        }
        return bytes;
    }
}
