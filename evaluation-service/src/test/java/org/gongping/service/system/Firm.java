package org.gongping.service.system;

import java.util.UUID;

/** A registered organisation. */
record Firm(UUID id, String name, String kind, String creditCode) {}
