/**
 * Publish and subscribe: a {@link sse.hub.Hub} of topics, each a log of encoded events; a
 * {@link sse.hub.Subscription} is a cursor into such logs. No network and no threads of its own.
 */
package sse.hub;
