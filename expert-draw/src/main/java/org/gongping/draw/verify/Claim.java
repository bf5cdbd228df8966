package org.gongping.draw.verify;

import java.util.Set;

/** Of a sealed transcript: for which strata somebody is eligible, as the platform says. */
record Claim(byte[] leaf, String employer, Set<String> strata) {}
