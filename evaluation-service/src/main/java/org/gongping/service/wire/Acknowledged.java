package org.gongping.service.wire;

import java.util.List;
import org.gongping.core.tender.GateCheck;
import org.gongping.service.edge.Call;

/** A body that carries nothing but reasons for warnings. */
public record Acknowledged(List<GateCheck.Acknowledgement> acknowledgements) {
    public static List<GateCheck.Acknowledgement> of(Call call) {
        return orNone(call.body(Acknowledged.class).acknowledgements());
    }

    /** The list, or an empty one where the member is absent. */
    public static List<GateCheck.Acknowledgement> orNone(List<GateCheck.Acknowledgement> acknowledgements) {
        return acknowledgements == null ? List.of() : acknowledgements;
    }
}
