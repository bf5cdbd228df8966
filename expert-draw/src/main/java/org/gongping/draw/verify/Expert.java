package org.gongping.draw.verify;

import java.util.List;

/**
 * One expert of the library as the transcript shows it; its text has gone into the leaf.
 *
 * @param leaf computed from the record, 32 bytes
 */
record Expert(String pid, List<String> specialties, String region, String employer, boolean excluded, byte[] leaf) {}
