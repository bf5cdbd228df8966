/** JSON documents that people load, held against the schemas of the contract. */
package org.gongping.core.schema;
