/**
 * From the wire to the use case and back: router from the contract, identity, validation, one transaction per call,
 * problem documents, security headers, static files, health and metrics.
 */
package org.gongping.service.edge;
