/**
 * One Redis stream as the log of several servers: what is published at one goes there, and each keeps a copy of its
 * newest part. Begin with {@link sse.redis.RedisJournal}; the protocol is in {@link sse.redis.ReplyReader} and
 * {@link sse.redis.Command}, a connection in {@link sse.redis.RedisLink}.
 *
 * <p>Threads of its own: the follower reads the stream; while there is a connection for publishing, one reads its
 * answers; one tells the other servers how many readers there are here.
 */
package sse.redis;
