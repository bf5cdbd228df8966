package org.gongping.draw.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.verify.Sha256;
import org.gongping.draw.sample.SampleDraw;
import org.junit.jupiter.api.Test;

/** Time stamps over the checkpoints, by an authority of the test's own. */
class TimeStampsTest {
    private final SampleDraw draw = new SampleDraw(SampleDraw.Shape.plain(3));

    private static byte[] token(byte[] note, KeyPurposeId purpose) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        X500Name name = new X500Name("CN=Time");
        X509CertificateHolder certificate = new X509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2027-01-01T00:00:00Z")),
                        name,
                        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                .addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose))
                .build(signer);
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", pair.getPrivate(), certificate),
                digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier("1.2.3"));
        tokens.addCertificates(new CollectionStore<>(List.of(certificate)));
        TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
        requests.setCertReq(true);
        return tokens.generate(
                        requests.generate(TSPAlgorithms.SHA256, Sha256.of(note), BigInteger.TWO),
                        BigInteger.ONE,
                        Date.from(Instant.parse("2026-03-02T02:00:00Z")))
                .getEncoded("DER");
    }

    private DrawReport stamped(byte[] token) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(draw.open());
        json.putObject("timestamps").put("k1", Base64.getEncoder().encodeToString(token));
        return DrawVerifierTest.verify(draw, CanonicalJson.bytes(json));
    }

    private byte[] note(String name) throws Exception {
        return new ObjectMapper()
                .readTree(draw.open())
                .get("log")
                .get(name)
                .textValue()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void acceptsAStampOfTheCheckpoint() throws Exception {
        assertThat(stamped(token(note("k1"), KeyPurposeId.id_kp_timeStamping)).verdict())
                .isEqualTo("PASS");
    }

    @Test
    void refusesAStampOfSomethingElse() throws Exception {
        assertThat(stamped(token(note("k2"), KeyPurposeId.id_kp_timeStamping)).verdict())
                .startsWith("FAIL E_TIMESTAMP k1");
    }

    @Test
    void refusesAChangedStampAndOneMoreByte() throws Exception {
        byte[] token = token(note("k1"), KeyPurposeId.id_kp_timeStamping);
        byte[] changed = token.clone();
        changed[changed.length - 3] ^= 1;
        assertThat(stamped(changed).verdict()).startsWith("FAIL E_TIMESTAMP k1");
        assertThat(stamped(java.util.Arrays.copyOf(token, token.length + 1)).verdict())
                .startsWith("FAIL E_TIMESTAMP k1");
        assertThat(stamped(new byte[] {1, 2, 3}).verdict()).startsWith("FAIL E_TIMESTAMP k1");
    }
}
