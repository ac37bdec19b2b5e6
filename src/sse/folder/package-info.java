/**
 * A folder of the user's beside the streams: its files at their paths, and word of their changes. Begin with
 * {@link sse.folder.Folder}. A request names a file of the folder or none; nothing outside is ever served. The watching
 * has a daemon thread of its own.
 */
package sse.folder;
