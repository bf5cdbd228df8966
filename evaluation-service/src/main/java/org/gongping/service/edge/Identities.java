package org.gongping.service.edge;

/** Finds out who sends a request. */
public interface Identities {
    /** What the credentials prove. */
    sealed interface Identified {
        record Known(Caller caller) implements Identified {}

        /** No credentials at all. */
        record Anonymous() implements Identified {}

        /**
         * Credentials that prove nothing: expired, withdrawn, forged.
         *
         * @param code stable name of the reason
         */
        record Rejected(String code) implements Identified {}
    }

    /**
     * May block: looks up the session, and asks the identity provider anew when its word has run out.
     *
     * @throws IdentityUnavailable when the identity provider must be asked and does not answer
     */
    Identified identify(Credentials credentials);

    /** The identity provider cannot be asked at present. */
    final class IdentityUnavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public IdentityUnavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
