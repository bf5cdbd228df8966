package org.gongping.service.rehearsal;

import java.util.List;
import java.util.stream.Collectors;
import org.gongping.service.StartupFailure;

/** A case file that cannot be played; the message has one line for each fault. */
public final class InvalidCase extends StartupFailure {
    private static final long serialVersionUID = 1L;

    InvalidCase(String file, List<String> faults) {
        super(faults.stream().map(fault -> file + ": " + fault).collect(Collectors.joining("\n")));
    }
}
