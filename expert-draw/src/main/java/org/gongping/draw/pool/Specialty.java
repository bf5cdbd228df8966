package org.gongping.draw.pool;

import java.util.Optional;

/**
 * A specialty category (专业分类).
 *
 * @param parent code above it; empty at the top
 * @param en empty where the source has no English name
 * @param source the document that defines it
 */
public record Specialty(String code, Optional<String> parent, String zh, Optional<String> en, String source) {}
