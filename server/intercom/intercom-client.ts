import type { Headroom } from './rate-limit.ts';
import type {
  Admin,
  Assignee,
  Call,
  CallOptions,
  Company,
  Contact,
  ContactNote,
  ContactSearch,
  Conversation,
  FinVoiceCall,
  FoundContact,
  InstallStatus,
  Me,
  Page,
  SearchQuery,
  Tag,
  Team,
  TranscriptLine,
} from './types.ts';

/**
 * Everything Callcard can ask of one workspace's Intercom. Rejects with `IntercomError` only.
 * There is no way in here to send something a customer can read: notes are the only text that leaves.
 */
export interface IntercomClient {
  me(options?: CallOptions): Promise<Me>;
  /** What is left of the workspace's rate limit, from what Intercom said last; asks nothing. */
  headroom(): Headroom | undefined;
  admins: { list(options?: CallOptions): Promise<Admin[]> };
  teams: { list(options?: CallOptions): Promise<Team[]> };
  contacts: {
    get(contactId: string, options?: CallOptions): Promise<FoundContact>;
    companies(contactId: string, options?: CallOptions): Promise<Company[]>;
    tags(contactId: string, options?: CallOptions): Promise<Tag[]>;
    notes(contactId: string, options?: CallOptions): Promise<ContactNote[]>;
    /** All contacts but archived and merged ones, in no order that is documented. `perPage` is 1 to 150. */
    list(page: { perPage: number; cursor?: string | undefined }, options?: CallOptions): Promise<Page<Contact>>;
    /** Times are compared by whole days of the workspace's time zone. */
    search(search: ContactSearch, options?: CallOptions): Promise<Page<Contact>>;
    /** Changes the phone and nothing else. Intercom takes any text: it is the caller who gives E.164. */
    update(contactId: string, change: { phone: string }, options?: CallOptions): Promise<Contact>;
    /** A contact that is not a user yet. Intercom takes any number of them with one phone number. */
    createLead(lead: { name: string; phoneE164: string }, options?: CallOptions): Promise<Contact>;
    /**
     * Makes a lead part of a user, for good: what hangs on the lead moves to the user, who is answered with. Whether they
     * are one person is for the caller of this to check: Intercom is told not to, as it does not see that two texts
     * are one number.
     */
    merge(merge: { leadId: string; userId: string }, options?: CallOptions): Promise<Contact>;
    attachTag(contactId: string, tagId: string, options?: CallOptions): Promise<Tag>;
    detachTag(contactId: string, tagId: string, options?: CallOptions): Promise<void>;
  };
  conversations: {
    /** With its newest parts (at most 500), bodies as plain text. */
    get(conversationId: string, options?: CallOptions): Promise<Conversation>;
    search(search: SearchQuery, options?: CallOptions): Promise<Page<Conversation>>;
    /** An internal note, written as the teammate `adminId`. `bodyHtml` is Intercom's small HTML. */
    addNote(
      note: { conversationId: string; adminId: string; bodyHtml: string },
      options?: CallOptions,
    ): Promise<Conversation>;
    /** `adminId` is who assigns. */
    assign(
      change: { conversationId: string; adminId: string; assignee: Assignee },
      options?: CallOptions,
    ): Promise<Conversation>;
    /** Adds somebody to who takes part in it, in the name of the teammate `adminId`. */
    attachContact(
      change: { conversationId: string; contactId: string; adminId: string },
      options?: CallOptions,
    ): Promise<Conversation>;
    attachTag(change: { conversationId: string; tagId: string; adminId: string }, options?: CallOptions): Promise<Tag>;
    detachTag(change: { conversationId: string; tagId: string; adminId: string }, options?: CallOptions): Promise<void>;
  };
  tags: {
    list(options?: CallOptions): Promise<Tag[]>;
    /** Intercom finds a tag of that name, whatever its case, or makes it. */
    createOrFind(name: string, options?: CallOptions): Promise<Tag>;
  };
  calls: {
    get(callId: string, options?: CallOptions): Promise<Call>;
    /** The calls of 1 to 20 conversations, with transcripts. */
    search(conversationIds: string[], options?: CallOptions): Promise<Call[]>;
    transcript(callId: string, options?: CallOptions): Promise<TranscriptLine[]>;
    /** A signed address that expires: for a browser to open at once, never to be stored. */
    recordingLocation(callId: string, options?: CallOptions): Promise<string>;
  };
  finVoice: {
    /** A call that is registered already is success: the record that exists is returned. */
    register(
      call: {
        phoneNumber: string;
        callId: string;
        source?: 'aws_connect' | 'five9' | 'zoom_phone' | undefined;
        data?: Record<string, unknown> | undefined;
      },
      options?: CallOptions,
    ): Promise<FinVoiceCall>;
    /** Undefined: Intercom knows no such call, or has not matched it yet. */
    byId(id: string, options?: CallOptions): Promise<FinVoiceCall | undefined>;
    byExternalId(externalCallId: string, options?: CallOptions): Promise<FinVoiceCall | undefined>;
    byPhoneNumber(phoneNumberE164: string, options?: CallOptions): Promise<FinVoiceCall | undefined>;
    byConversation(conversationId: string, options?: CallOptions): Promise<FinVoiceCall[]>;
  };
  appInstall: {
    /** Tells Intercom how Callcard is doing in this workspace, without waiting to be asked. */
    reportStatus(status: InstallStatus, options?: CallOptions): Promise<void>;
  };
}
