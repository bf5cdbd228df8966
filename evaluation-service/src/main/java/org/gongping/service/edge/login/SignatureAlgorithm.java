package org.gongping.service.edge.login;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The algorithms (RFC 7518, section 3.1) by which an issuer may sign. Shared-secret algorithms and {@code none} are
 * not among them, so a public key can never be taken for a secret.
 */
enum SignatureAlgorithm {
    RS256("SHA256withRSA", RSAPublicKey.class, null),
    RS512("SHA512withRSA", RSAPublicKey.class, null),
    PS256(
            "RSASSA-PSS",
            RSAPublicKey.class,
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC)),
    ES256("SHA256withECDSAinP1363Format", ECPublicKey.class, null);

    private final String javaName;
    private final Class<? extends PublicKey> keyType;
    private final AlgorithmParameterSpec parameters;

    SignatureAlgorithm(String javaName, Class<? extends PublicKey> keyType, AlgorithmParameterSpec parameters) {
        this.javaName = javaName;
        this.keyType = keyType;
        this.parameters = parameters;
    }

    static Optional<SignatureAlgorithm> of(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    boolean verifies(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        if (!keyType.isInstance(key)) {
            return false;
        }
        var verifier = Signature.getInstance(javaName);
        if (parameters != null) {
            verifier.setParameter(parameters);
        }
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
