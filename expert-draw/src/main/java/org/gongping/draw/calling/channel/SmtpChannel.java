package org.gongping.draw.calling.channel;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.calling.Channel;
import org.gongping.draw.calling.Contact;
import org.gongping.draw.calling.Invitation;

/** Mail by SMTP (RFC 5321). The expert answers on a page of this server that the message names. */
public final class SmtpChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Session session;
    private final String from;
    private final URI answerPage;

    /** How the connection is kept from being read. */
    public enum Security {
        /** Encrypted from the first byte. */
        TLS,
        /** Encrypted before anything is said (RFC 3207); a server that offers none is refused. */
        STARTTLS,
        /** Not at all: for a server on the same machine. */
        NONE
    }

    /** @param login empty where the server asks for none */
    public record Settings(String host, int port, Security security, Optional<Login> login, String from) {}

    /** A login of the mail server. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + ", password=(secret)]";
        }
    }

    /** @param answerPage where a call is answered; the reference follows as fragment, which no server logs */
    public SmtpChannel(Settings settings, URI answerPage) {
        this.session = session(settings);
        this.from = settings.from();
        this.answerPage = answerPage;
    }

    private static Session session(Settings settings) {
        var properties = new Properties();
        String patience = Long.toString(PATIENCE.toMillis());
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", patience);
        properties.setProperty("mail.smtp.timeout", patience);
        properties.setProperty("mail.smtp.writetimeout", patience);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
        // Names of machines stand in no greeting and no identifier of a message.
        properties.setProperty("mail.smtp.localhost", "localhost");
        return Session.getInstance(
                properties,
                settings.login()
                        .<Authenticator>map(login -> new Authenticator() {
                            @Override
                            protected PasswordAuthentication getPasswordAuthentication() {
                                return new PasswordAuthentication(login.user(), login.password());
                            }
                        })
                        .orElse(null));
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean reaches(Contact contact) {
        return contact.email().isPresent();
    }

    @Override
    public void send(Contact contact, Invitation invitation, String ref, Instant answerBefore) throws Unreached {
        String link = answerPage + "#" + ref;
        send(
                contact,
                "评审邀请 Invitation to an evaluation",
                new Bilingual(
                        invitation.zh(answerBefore, "答复请打开：" + link + " 。"),
                        invitation.en(answerBefore, "Answer here: " + link + " .")));
    }

    @Override
    public void cancel(Contact contact, Instant day, Invitation.Terms terms) throws Unreached {
        send(contact, "评审安排取消 Evaluation called off", Invitation.cancellation(day, terms));
    }

    private void send(Contact contact, String subject, Bilingual text) throws Unreached {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(from));
            message.setRecipient(
                    Message.RecipientType.TO,
                    new InternetAddress(contact.email().orElseThrow()));
            message.setSubject(subject, "UTF-8");
            message.setSentDate(new Date());
            message.setText(text.zh() + "\n\n" + text.en() + "\n", "UTF-8");
            Transport.send(message);
        } catch (MessagingException e) {
            // What the library and the server say names the recipient.
            throw new Unreached(e.getClass().getSimpleName());
        }
    }
}
