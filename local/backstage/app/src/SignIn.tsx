import { ProxiedSignInPage } from "@backstage/core-components";
import type { SignInPageProps } from "@backstage/core-plugin-api";
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Container,
  Flex,
  Text,
  TextField,
} from "@backstage/ui";
import { useState } from "react";
import { people } from "./people.ts";

/** Where the browser keeps who is signed in. */
const KEY = "demo-user";

/** Sign-in by assertion, for this machine alone: choose who to be. */
export function SignIn(props: SignInPageProps) {
  const [name, setName] = useState(() => localStorage.getItem(KEY));
  if (name === null) {
    return (
      <Choice
        onChoose={(chosen) => {
          localStorage.setItem(KEY, chosen);
          setName(chosen);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      {...props}
      provider="demo"
      headers={{ "x-demo-user": name }}
      ErrorComponent={Refused}
    />
  );
}

/** The page that asked in vain keeps its error, so another choice begins anew. */
function Refused() {
  return (
    <Choice
      unknown={localStorage.getItem(KEY) ?? ""}
      onChoose={(chosen) => {
        localStorage.setItem(KEY, chosen);
        window.location.reload();
      }}
    />
  );
}

function Choice({ unknown, onChoose }: { unknown?: string; onChoose: (name: string) => void }) {
  const [name, setName] = useState("");
  return (
    <Container>
      <Flex direction="column" gap="4" py="8" style={{ maxWidth: 480, margin: "0 auto" }}>
        <Text as="h1" variant="title-medium">
          Who are you today?
        </Text>
        {people.map((person) => (
          <Card key={person.name} onPress={() => onChoose(person.name)} label={person.displayName}>
            <CardHeader>
              <Text weight="bold">{person.displayName}</Text>
            </CardHeader>
            <CardBody>
              <Text color="secondary">{person.part}</Text>
            </CardBody>
          </Card>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onChoose(name.trim().toLowerCase());
          }}
        >
          <Flex gap="2" align="end">
            <TextField
              label="Or anybody else of the company"
              description={
                unknown === undefined
                  ? "As in their email address: dnguyen"
                  : `Nobody here is called ${unknown}, or Backstage is still starting`
              }
              value={name}
              onChange={setName}
            />
            <Button type="submit" isDisabled={name.trim() === ""}>
              Sign in
            </Button>
          </Flex>
        </form>
      </Flex>
    </Container>
  );
}
