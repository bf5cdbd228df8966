/**
 * The dossier of a project (项目电子档案): one archive that proves itself without the server, format
 * {@code gongping.dossier/1}.
 */
package org.gongping.core.dossier;
