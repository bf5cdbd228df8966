/** The public files of the log: tiles, entry bundles and checkpoint (C2SP tlog-tiles), written so that a crash tears none. */
package org.gongping.core.audit.tile;
