/**
 * The load benchmark, {@code ./gongping bench load}: the API beside the same SQL run by pgbench, many connections, and
 * memory over time.
 */
package org.gongping.service.bench;
