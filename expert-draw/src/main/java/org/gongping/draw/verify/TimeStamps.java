package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.gongping.core.verify.Sha256;

/**
 * Time stamps over the checkpoints (RFC 3161, RFC 5816): the imprint is of the signed checkpoint, and the token is
 * signed by the certificate in it, which is one for time stamps and was valid then. Whether its issuer is to be trusted
 * is for whoever reads the report: a transcript cannot tell.
 */
final class TimeStamps {
    private TimeStamps() {}

    static void check(Transcript transcript) throws Failed {
        JsonNode stamps = transcript.members().path("timestamps");
        for (String name : List.of("k1", "k2")) {
            if (stamps.has(name)) {
                check(name, Base64.getDecoder().decode(stamps.get(name).textValue()), transcript.note(name));
            }
        }
    }

    private static void check(String name, byte[] der, byte[] note) throws Failed {
        try {
            TimeStampToken token = new TimeStampToken(new CMSSignedData(der));
            // An encoding with anything beside the token would let bytes change unseen.
            require(Arrays.equals(token.getEncoded("DER"), der), name + ": not in its one encoding");
            require(
                    token.getTimeStampInfo().getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
                            && Arrays.equals(token.getTimeStampInfo().getMessageImprintDigest(), Sha256.of(note)),
                    name + ": the token is of something else");
            token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(certificate(name, token)));
        } catch (TSPException | CMSException | OperatorCreationException e) {
            throw new Failed(Check.TIMESTAMP.code(), name + ": " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | NullPointerException e) {
            // The library says so of some encodings that are no token.
            throw new Failed(Check.TIMESTAMP.code(), name + ": not a token: " + e.getMessage());
        } catch (IOException | java.security.cert.CertificateException e) {
            throw new Failed(Check.TIMESTAMP.code(), name + ": " + e.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder certificate(String name, TimeStampToken token) throws Failed {
        Selector<X509CertificateHolder> signer = token.getSID();
        Collection<X509CertificateHolder> found = token.getCertificates().getMatches(signer);
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new Failed(Check.TIMESTAMP.code(), name + ": no certificate of the signer"));
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.TIMESTAMP.code(), detail);
    }
}
