/** What several features seal secrets with: a box for one reader, shares for several holders. */
package org.gongping.core.seal;
