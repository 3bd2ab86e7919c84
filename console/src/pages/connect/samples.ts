/** The three secrets of a call, or what stands in their place until they are filled in. */
export interface Secrets {
  user: string;
  organization: string;
  element: string;
}

export const PLACES: Secrets = { user: 'USER_SECRET', organization: 'ORGANIZATION_SECRET', element: 'ELEMENT_TOKEN' };

const header = ({ user, organization, element }: Secrets) =>
  `User ${user}, Organization ${organization}, Element ${element}`;

/** A GET of this address in the languages of the sample. */
export const samples = [
  {
    language: 'curl',
    code: (url: string, secrets: Secrets) => `curl '${url}' \\\n  -H 'Authorization: ${header(secrets)}'`,
  },
  {
    language: 'JavaScript',
    code: (url: string, secrets: Secrets) => `const reply = await fetch('${url}', {
  headers: {
    Authorization: '${header(secrets)}',
  },
});
if (!reply.ok) throw new Error(await reply.text());
console.log(await reply.json());`,
  },
  {
    language: 'Java',
    code: (url: string, secrets: Secrets) => `HttpRequest request = HttpRequest.newBuilder(URI.create("${url}"))
    .header("Authorization", "${header(secrets)}")
    .build();
HttpResponse<String> reply =
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
System.out.println(reply.statusCode() + " " + reply.body());`,
  },
] as const;
