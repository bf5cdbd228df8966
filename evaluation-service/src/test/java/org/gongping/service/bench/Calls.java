package org.gongping.service.bench;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.gongping.core.identity.Role;
import org.gongping.service.TestIssuer;

/** The calls that one user of the API makes, each with the bearer token of that user. */
final class Calls {
    /** One request and how its answer must begin. */
    record Call(byte[] request, int status, byte[] bodyBegins) {}

    private static final byte[] CREATED = "{\"id\":\"".getBytes(StandardCharsets.UTF_8);

    private final String head;
    private final String user;
    private int made;

    /** @param user unique among all users of a run, for the codes of the projects that the user creates */
    Calls(TestIssuer issuer, String user) {
        var claims = issuer.claims(user, Role.TENDER_AGENT);
        claims.put("organisation", LoadData.AGENCY_CODE);
        this.head = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nAccept-Language: zh-CN\r\n"
                + "Authorization: Bearer " + issuer.sign(issuer.mainKey(), claims) + "\r\n";
        this.user = user;
    }

    /** {@code getProject} of a project drawn at random. */
    Call read() {
        return read(ThreadLocalRandom.current().nextInt(1, LoadData.PROJECTS + 1));
    }

    Call read(int project) {
        String id = LoadData.projectId(project);
        return new Call(
                ("GET /api/v1/projects/" + id + head + "\r\n").getBytes(StandardCharsets.US_ASCII),
                200,
                ("{\"id\":\"" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code createProject} under a code that is new. */
    Call create() {
        return create("LOAD-" + user + "-" + ++made);
    }

    Call create(String code) {
        String body = """
                {"code":"%s","title":"某市第二水厂扩建工程施工招标","regime":"ENGINEERING","projectType":"WATER",\
                "procurementKind":"WORKS","mustTenderByLaw":true,"ownerId":"%s","authorityId":"%s",\
                "budget":"86000000","bidDeadline":"2031-03-20T01:30:00Z","openingTime":"2031-03-20T01:30:00Z",\
                "openingPlace":"市公共资源交易中心第三开标室","bidValidityDays":90,\
                "description":"新建日处理十万立方米净水构筑物及配套管网。"}""".formatted(code, LoadData.OWNER_ID, LoadData.AUTHORITY_ID);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("POST /api/v1/projects" + head + "Idempotency-Key: " + UUID.randomUUID()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, request, start.length, bytes.length);
        return new Call(request, 201, CREATED);
    }
}
